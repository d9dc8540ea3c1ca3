// The finished picture: the room with the people's shadows on it, the people over it, vignette and sensor noise.
uniform sampler2D room_lit;      // linear light, key light on
uniform sampler2D room_shaded;   // the same without the key light
uniform sampler2D room_position; // metres
uniform sampler2D people;        // on the screen's scale, alpha = coverage
uniform sampler2D occlusion;     // how much of the sky the people hide from the floor
uniform sampler2D noise;
uniform vec4 occlusion_area;     // x, y, width, height on the floor [m]
uniform vec2 noise_offset;
uniform float noise_strength;

in vec2 uv;
out vec4 colour;

void main() {
    vec3 position = texture(room_position, uv).xyz;
    vec2 floor_uv = (position.xy - occlusion_area.xy) / occlusion_area.zw;
    float hidden = texture(occlusion, floor_uv).r * (1.0 - smoothstep(0.0, 0.1, position.z));
    vec3 shaded = texture(room_shaded, uv).rgb;
    vec3 key = texture(room_lit, uv).rgb - shaded;
    float sun = lit(position, 0.0015, 8);
    vec3 shown = to_screen(shaded * (1.0 - 0.75 * hidden) + key * sun * (1.0 - 0.25 * hidden));
    vec4 person = texture(people, uv);
    shown = shown * (1.0 - person.a) + person.rgb;
    vec2 off = uv - 0.5;
    shown *= 1.0 - 0.28 * dot(off, off);
    vec3 grain = texture(noise, gl_FragCoord.xy / vec2(textureSize(noise, 0)) + noise_offset).rgb - 0.5;
    colour = vec4(shown + noise_strength * grain, 1.0);
}
