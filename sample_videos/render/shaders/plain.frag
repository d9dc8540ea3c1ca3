#version 330
// The empty room with sensor noise, where no person and no shadow is.
uniform sampler2D empty_room;
uniform sampler2D noise;
uniform vec2 noise_offset;
uniform float noise_strength;
out vec4 colour;

void main() {
    vec3 grain = texture(noise, gl_FragCoord.xy / 512.0 + noise_offset).rgb - 0.5;
    colour = vec4(texelFetch(empty_room, ivec2(gl_FragCoord.xy), 0).rgb + noise_strength * grain, 1.0);
}
