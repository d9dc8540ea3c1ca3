// The room without people, drawn once per clip: its light with and without the key light, and where each pixel is.
uniform vec3 wall_colour;
uniform vec3 floor_colour;
uniform vec3 mat_colour;
uniform vec3 furniture_colour;
uniform vec3 accent_colour;
uniform vec2 plank_size;        // length, width [m]
uniform vec3 walls;             // x of the side walls, y of the back wall [m]

in vec3 position;
in vec3 normal;
flat in int surface;
layout(location = 0) out vec4 lit_light;
layout(location = 1) out vec4 shaded_light;
layout(location = 2) out vec4 where;

vec3 planks() {
    float row = floor(position.y / plank_size.y);
    float along = position.x / plank_size.x + hash(vec2(row, 3.0));
    float plank = hash(vec2(row, floor(along)));
    vec2 edge = vec2(fract(along) * plank_size.x, fract(position.y / plank_size.y) * plank_size.y);
    float gap = min(min(edge.x, plank_size.x - edge.x), min(edge.y, plank_size.y - edge.y));
    float grain = value_noise(vec2(position.x * 5.0 + plank * 40.0, position.y * 160.0));
    grain = 0.6 * grain + 0.4 * value_noise(vec2(position.x * 21.0, position.y * 420.0 + plank * 9.0));
    vec3 wood = floor_colour * (0.78 + 0.26 * plank) * (0.82 + 0.34 * grain);
    return wood * mix(0.45, 1.0, smoothstep(0.0006, 0.0022, gap));
}

vec3 albedo_here() {
    if (surface == 0) return wall_colour * (0.97 + 0.05 * value_noise(position.xz * 9.0 + position.y * 9.0));
    if (surface == 1) return planks();
    if (surface == 2) return vec3(0.72, 0.71, 0.68);
    if (surface == 3) return mat_colour * (0.92 + 0.14 * value_noise(position.xy * 240.0));
    if (surface == 4) return furniture_colour * (0.85 + 0.25 * value_noise(vec2(position.x * 7.0, position.z * 90.0)));
    if (surface == 5) {  // a landscape: sky, far hills, near hills
        float far = 1.40 + 0.07 * sin(position.x * 7.0) + 0.03 * sin(position.x * 17.0 + 1.0);
        float near = 1.26 + 0.06 * sin(position.x * 5.0 + 2.0) + 0.02 * sin(position.x * 23.0);
        vec3 seen = mix(vec3(0.52, 0.66, 0.76), vec3(0.80, 0.72, 0.58), smoothstep(1.62, 1.40, position.z));
        seen = mix(seen, mix(accent_colour, vec3(0.35, 0.45, 0.55), 0.6), smoothstep(far + 0.004, far, position.z));
        return mix(seen, accent_colour * 0.7, smoothstep(near + 0.004, near, position.z));
    }
    if (surface == 6) return accent_colour * (0.75 + 0.5 * value_noise(position.xz * 30.0 + position.y * 17.0));
    if (surface == 7) return vec3(0.80, 0.86, 0.92);
    return wall_colour * 0.55;
}

// Corners are darker than open walls.
float corner_shade() {
    float from_floor = surface == 1 || surface == 3 ? 9.0 : position.z;
    float from_back = walls.z - position.y, from_side = min(position.x - walls.x, walls.y - position.x);
    float shade = 1.0 - 0.35 * exp(-from_floor / 0.18);
    if (surface != 0 || normal.y > -0.5) shade *= 1.0 - 0.30 * exp(-max(from_back, 0.0) / 0.25);
    if (surface != 0 || abs(normal.x) < 0.5) shade *= 1.0 - 0.25 * exp(-max(from_side, 0.0) / 0.3);
    return shade;
}

void main() {
    vec3 n = normalize(normal);
    vec3 albedo = albedo_here();
    float shade = corner_shade();
    float glow = surface == 7 ? 0.9 : 0.0;
    vec3 shaded = albedo * (ambient_light(n) * shade + glow * sky_colour);
    vec3 key = albedo * key_colour * max(dot(n, key_direction), 0.0) * lit(position + 0.01 * n, 0.002, 8);
    lit_light = vec4(shaded + key, 1.0);
    shaded_light = vec4(shaded, 1.0);
    where = vec4(position, 1.0);
}
