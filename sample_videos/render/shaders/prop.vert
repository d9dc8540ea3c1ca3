#version 330
uniform mat4 to_clip;
in vec3 in_position;
in vec3 in_normal;
in vec3 in_local;
out vec3 position;
out vec3 normal;
out vec3 local;
void main() {
    position = in_position;
    normal = in_normal;
    local = in_local;
    gl_Position = to_clip * vec4(in_position, 1.0);
}
