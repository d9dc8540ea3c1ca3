#version 330
uniform mat4 to_clip;
in vec3 in_position;
in vec3 in_normal;
in float in_surface;
out vec3 position;
out vec3 normal;
flat out int surface;
void main() {
    position = in_position;
    normal = in_normal;
    surface = int(in_surface + 0.5);
    gl_Position = to_clip * vec4(in_position, 1.0);
}
