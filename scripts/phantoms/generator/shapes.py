"""Outlines and paths in canonical coordinates (see scene.py)."""
import numpy as np

TWO_PI = 2 * np.pi


def blob(rng, centre, radii, angle=0.0, roughness=0.05, decay=1.5, harmonics=10, points=96):
    """A closed outline round an ellipse; roughness is the relative amplitude, decay how fast fine detail fades
    (0.5 is jagged, 2 is smooth); angle in degrees."""
    theta = np.linspace(0, TWO_PI, points, endpoint=False)
    order = np.arange(2, 2 + harmonics)
    amplitude = roughness * rng.standard_normal(harmonics) * 2.0 / order ** decay
    phase = rng.uniform(0, TWO_PI, harmonics)
    radius = 1 + (amplitude[:, None] * np.cos(order[:, None] * theta + phase[:, None])).sum(0)
    radius = np.maximum(radius, 0.25)
    x, y = radii[0] * radius * np.cos(theta), radii[1] * radius * np.sin(theta)
    return rotate(np.stack([x, y], 1), angle) + np.asarray(centre)


def rotate(points, angle):
    """Turn about the origin by degrees, from the x axis towards y."""
    a = np.deg2rad(angle)
    return np.asarray(points) @ np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]])


def bean(rng, centre, radii, angle=0.0, notch=0.45, roughness=0.03):
    """A kidney-like outline: an ellipse with a dent on its +x side."""
    theta = np.linspace(0, TWO_PI, 96, endpoint=False)
    dent = 1 - notch * np.exp(-(np.minimum(theta, TWO_PI - theta) / 0.55) ** 2)
    wobble = 1 + roughness * np.cos(3 * theta + rng.uniform(0, TWO_PI)) * rng.standard_normal()
    points = np.stack([radii[0] * np.cos(theta), radii[1] * np.sin(theta)], 1) * (dent * wobble)[:, None]
    return rotate(points, angle) + np.asarray(centre)


def crescent(rng, centre, radius, inner_shift, inner_radius, angle=0.0):
    """The part of a disc that a second, shifted disc leaves: an outline, open side towards +x."""
    reach = np.arccos(np.clip((radius ** 2 + inner_shift ** 2 - inner_radius ** 2) / (2 * radius * inner_shift), -1, 1))
    outer_theta = np.linspace(reach, TWO_PI - reach, 64)
    outer = radius * np.stack([np.cos(outer_theta), np.sin(outer_theta)], 1)
    start, end = outer[-1] - (inner_shift, 0), outer[0] - (inner_shift, 0)
    first, last = np.arctan2(start[1], start[0]) % TWO_PI, np.arctan2(end[1], end[0]) % TWO_PI
    inner_theta = np.linspace(first, last, 48)
    inner = inner_radius * np.stack([np.cos(inner_theta), np.sin(inner_theta)], 1) + (inner_shift, 0)
    return rotate(np.concatenate([outer, inner]), angle) + np.asarray(centre)


def smooth_path(control, points=40):
    """A Catmull-Rom curve through control points."""
    c = np.asarray(control, np.float64)
    c = np.concatenate([2 * c[:1] - c[1:2], c, 2 * c[-1:] - c[-2:-1]])
    t = np.linspace(0, len(c) - 3, points)
    i = np.minimum(t.astype(int), len(c) - 4)
    u = (t - i)[:, None]
    p0, p1, p2, p3 = c[i], c[i + 1], c[i + 2], c[i + 3]
    return 0.5 * (2 * p1 + (p2 - p0) * u + (2 * p0 - 5 * p1 + 4 * p2 - p3) * u ** 2
                  + (3 * p1 - p0 - 3 * p2 + p3) * u ** 3)


def wandering_path(rng, start, direction, length, bend=0.25, steps=24):
    """A random walk of slowly changing direction (vessels, hairs); direction in degrees, length in canonical units."""
    turn = np.cumsum(rng.normal(0, bend, steps)) * 0.35
    heading = np.deg2rad(direction) + turn
    step = length / steps * np.stack([np.cos(heading), np.sin(heading)], 1)
    return np.asarray(start) + np.concatenate([np.zeros((1, 2)), np.cumsum(step, 0)])


def thicken(path, widths):
    """A closed outline round a path; widths in canonical units, one number or one for each point."""
    tangent = np.gradient(np.asarray(path), axis=0)
    normal = np.stack([-tangent[:, 1], tangent[:, 0]], 1) / (np.linalg.norm(tangent, axis=1, keepdims=True) + 1e-9)
    half = np.broadcast_to(np.asarray(widths, np.float64), (len(path),))[:, None] / 2
    return np.concatenate([path + normal * half, (path - normal * half)[::-1]])


def scatter(rng, count, centre, spread):
    """Points of a cluster, normally distributed about its centre."""
    return np.asarray(centre) + rng.normal(0, 1, (count, 2)) * np.asarray(spread)


def jitter(rng, point, amount=0.03):
    return np.asarray(point) + rng.uniform(-amount, amount, 2)
