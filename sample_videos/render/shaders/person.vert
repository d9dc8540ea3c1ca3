#version 330
uniform mat4 to_clip;
in vec3 in_position;
in vec3 in_normal;
in vec3 in_rest;
in vec4 in_cover;
in vec4 in_marking;
out vec3 position;
out vec3 normal;
out vec3 rest;
out vec4 cover;
out vec4 marking;
void main() {
    position = in_position;
    normal = in_normal;
    rest = in_rest;
    cover = in_cover;
    marking = in_marking;
    gl_Position = to_clip * vec4(in_position, 1.0);
}
