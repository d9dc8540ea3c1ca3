// Soft shadow: one map from the key light, sampled on a small disc. 1 = lit. Outside the map everything is lit.
uniform sampler2DShadow shadow_map;
uniform mat4 to_shadow;
uniform float shadow_radius;  // in map units

const vec2 DISC[8] = vec2[8](vec2(-0.33, -0.08), vec2(0.71, 0.12), vec2(0.10, 0.62), vec2(-0.62, 0.58),
                             vec2(-0.91, -0.30), vec2(-0.24, -0.83), vec2(0.43, -0.55), vec2(0.90, -0.62));

float lit(vec3 position, float bias) {
    vec3 at = (to_shadow * vec4(position, 1.0)).xyz;
    if (any(lessThan(at, vec3(0.0))) || any(greaterThan(at, vec3(1.0)))) return 1.0;
    float sum = 0.0;
    for (int i = 0; i < 8; i++) {
        sum += texture(shadow_map, vec3(at.xy + DISC[i] * shadow_radius, at.z - bias));
    }
    return sum / 8.0;
}
