#version 330
// Light that reaches a surface, tone curve and noise: shared by people, props and rooms.
uniform vec3 key_direction;   // toward the key light, unit length
uniform vec3 key_colour;      // linear
uniform vec3 sky_colour;      // from above
uniform vec3 ground_colour;   // from below
uniform float exposure;

vec3 ambient_light(vec3 normal) {
    return mix(ground_colour, sky_colour, 0.5 + 0.5 * normal.z);
}

// Filmic curve (Hable-like shoulder) and the sRGB transfer, approximately.
vec3 to_screen(vec3 light) {
    vec3 shown = light * exposure;
    shown = shown * (1.0 + shown * 0.10) / (1.0 + shown * 0.42);
    return pow(clamp(shown, 0.0, 1.0), vec3(1.0 / 2.2));
}

float hash(vec2 p) {
    return fract(sin(dot(p, vec2(127.1, 311.7))) * 43758.5453);
}

float value_noise(vec2 p) {
    vec2 cell = floor(p), within = fract(p);
    within = within * within * (3.0 - 2.0 * within);
    float low = mix(hash(cell), hash(cell + vec2(1, 0)), within.x);
    float high = mix(hash(cell + vec2(0, 1)), hash(cell + vec2(1, 1)), within.x);
    return mix(low, high, within.y);
}
