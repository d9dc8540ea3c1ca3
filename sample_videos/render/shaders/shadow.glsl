// Soft shadow: one map from the key light, sampled on a small disc. 1 = lit.
uniform sampler2DShadow shadow_map;
uniform mat4 to_shadow;
uniform float shadow_radius;  // in map units
uniform vec4 shadow_box;      // the part of the map that holds something: low x, y, high x, y

const vec2 DISC[8] = vec2[8](vec2(-0.33, -0.08), vec2(0.71, 0.12), vec2(-0.24, -0.83), vec2(-0.62, 0.58),
                             vec2(-0.91, -0.30), vec2(0.10, 0.62), vec2(0.43, -0.55), vec2(0.90, -0.62));

float lit(vec3 position, float bias, int most) {
    vec3 at = (to_shadow * vec4(position, 1.0)).xyz;
    bool outside = any(lessThan(at.xy, shadow_box.xy)) || any(greaterThan(at.xy, shadow_box.zw));
    int taps = outside ? 0 : most;  // in software a loop of no turns is skipped, a branch is not
    float sum = 0.0;
    for (int i = 0; i < taps; i++) {
        sum += texture(shadow_map, vec3(at.xy + DISC[i] * shadow_radius, at.z - bias));
    }
    return outside ? 1.0 : sum / float(most);
}
