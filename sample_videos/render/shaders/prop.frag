// A foam roller: rows of pads, so that its turning can be seen. local: angle [turns], place along the axis [m], 1 on the ends.
uniform vec3 prop_colour;

in vec3 position;
in vec3 normal;
in vec3 local;
out vec4 colour;

void main() {
    vec3 n = normalize(normal);
    vec2 pad = abs(fract(vec2(local.x * 10.0, local.y / 0.055)) - 0.5);
    float groove = smoothstep(0.36, 0.42, max(pad.x, pad.y)) * (1.0 - local.z);
    vec3 albedo = prop_colour * mix(1.0, 0.45, groove);
    albedo *= mix(1.0, 0.35, local.z * step(local.x, 0.45));
    float diffuse = max(dot(n, key_direction), 0.0) * lit(position + 0.012 * n, 0.0015, 4);
    float buried = mix(1.0, smoothstep(-0.03, 0.15, position.z), clamp(0.35 - 0.65 * n.z, 0.0, 1.0));
    colour = vec4(to_screen(albedo * (key_colour * diffuse + ambient_light(n) * buried)), 1.0);
}
