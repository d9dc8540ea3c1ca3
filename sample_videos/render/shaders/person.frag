// A dressed person. Garments and face are signed distances in metres: see dressing.py and markings.py.
uniform vec3 eye_position;
uniform vec3 skin_colour;
uniform vec3 lips_colour;
uniform vec3 hair_colour;
uniform vec3 iris_colour;
uniform vec3 top_colour;
uniform vec3 bottom_colour;
uniform vec3 feet_colour;
uniform float looseness;
uniform float shoes;  // 1: footwear has soles

in vec3 position;
in vec3 normal;
in vec3 rest;
in vec4 cover;    // top, bottom, footwear, hair
in vec4 marking;  // lips, brows, iris, w: 1 on an eyeball
out vec4 colour;

float inside(float distance_m) {
    float width = max(fwidth(distance_m), 1e-5);
    return clamp(distance_m / width + 0.5, 0.0, 1.0);
}

// Folds of cloth: a slow ripple that bends the normal.
vec3 folds(vec3 n, float strength) {
    vec3 p = rest * vec3(34.0, 34.0, 21.0);
    vec3 bend = vec3(sin(p.z + 2.1 * sin(p.x * 0.6)), sin(p.x * 0.7 + 1.7 * sin(p.z * 0.8)), cos(p.z * 1.3 + p.y));
    return normalize(n + strength * bend);
}

void main() {
    vec3 n = normalize(normal);
    float strand = value_noise(vec2(atan(rest.x, rest.y + 0.02) * 60.0, rest.z * 14.0));
    float hair = inside(cover.w + 0.006 * (strand - 0.5)) * (1.0 - marking.w);
    float top = inside(cover.x);
    float bottom = inside(cover.y) * (1.0 - top);
    float feet = inside(cover.z) * (1.0 - bottom);
    float cloth = max(max(top, bottom), feet);

    vec3 skin = skin_colour * (0.95 + 0.1 * value_noise(rest.xz * 60.0 + rest.y * 40.0));
    skin = mix(skin, lips_colour, 0.8 * smoothstep(-0.0012, 0.0015, marking.x));
    skin = mix(skin, hair_colour, 0.75 * smoothstep(-0.0020, 0.0022, marking.y));
    vec3 white = vec3(0.62, 0.60, 0.58);
    vec3 ball = mix(white, mix(iris_colour, vec3(0.01), smoothstep(0.0030, 0.0036, marking.z)), inside(marking.z));
    vec3 albedo = mix(skin, ball, marking.w);
    albedo = mix(albedo, hair_colour * (0.65 + 0.7 * strand), hair);
    float weave = 0.93 + 0.14 * value_noise(rest.xz * 190.0 + rest.yx * 130.0);
    albedo = mix(albedo, bottom_colour * weave, bottom);
    vec3 sole = mix(feet_colour, vec3(0.12), shoes * (1.0 - smoothstep(0.016, 0.020, rest.z)));
    albedo = mix(albedo, sole, feet);
    albedo = mix(albedo, top_colour * weave, top);
    float seam = min(abs(cover.x - 0.006) , abs(cover.y - 0.004));
    albedo *= mix(1.0, 0.86, cloth * (1.0 - smoothstep(0.001, 0.0025, seam)));

    vec3 outward = n;
    n = mix(n, folds(n, 0.08 + 0.17 * looseness), max(top, bottom));
    float facing = dot(n, key_direction);
    vec3 wrap = mix(vec3(0.30, 0.12, 0.08), vec3(0.12), max(cloth, hair));
    vec3 diffuse = clamp((facing + wrap) / (1.0 + wrap), 0.0, 1.0);
    float shadow = lit(position + 0.012 * outward, 0.0015, 4);
    vec3 to_eye = normalize(eye_position - position);
    vec3 half_way = normalize(key_direction + to_eye);
    float shine = mix(mix(0.05, 0.0, cloth), 0.02 + 0.08 * strand, hair) + 0.5 * marking.w;
    float gloss = mix(mix(14.0, 26.0, hair), 90.0, marking.w);
    float specular = shine * pow(max(dot(n, half_way), 0.0), gloss) * step(0.0, facing);
    float rim = 0.10 * pow(1.0 - max(dot(n, to_eye), 0.0), 3.0);

    // Little light comes from below near the floor.
    float buried = mix(1.0, smoothstep(-0.05, 0.35, position.z), clamp(0.35 - 0.65 * n.z, 0.0, 1.0));
    vec3 light = albedo * (key_colour * diffuse * shadow + ambient_light(n) * buried * (1.0 + rim));
    colour = vec4(to_screen(light + specular * key_colour * shadow), 1.0);
}
