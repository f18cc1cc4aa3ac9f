"""How large a model is and about how much memory a process of its training needs: arithmetic, not a measurement."""

from trainer.job.settings import Lora, Shape, TrainSettings

HALF, WHOLE = 2, 4
# Adam's two moments and the float32 copy of a weight that trains.
OPTIMISER_BYTES = 12
GIB = 1 << 30


def matrices(shape: Shape) -> list[tuple[int, int]]:
    """Inputs and outputs of the seven matrices of a decoder layer."""
    queries, keys = shape.heads * shape.head_size, shape.key_heads * shape.head_size
    attention = [(shape.width, queries), (shape.width, keys), (shape.width, keys), (queries, shape.width)]
    return [*attention, (shape.width, shape.inner), (shape.width, shape.inner), (shape.inner, shape.width)]


def parameters(shape: Shape) -> int:
    """Weights of a decoder reward model: embeddings, layers with their norms, the last norm, a head of one label."""
    layer = sum(inputs * outputs for inputs, outputs in matrices(shape)) + 2 * shape.width
    return shape.vocabulary * shape.width + shape.layers * layer + 2 * shape.width


def adapters(shape: Shape, lora: Lora) -> int:
    """Weights that train with adapters on every matrix, and the head."""
    return shape.layers * sum(lora.rank * (inputs + outputs) for inputs, outputs in matrices(shape)) + shape.width


def activations(shape: Shape, tokens: int) -> int:
    """Bytes of one backward pass with each layer recomputed: what every layer keeps, and the inside of one."""
    kept = shape.layers * tokens * shape.width * HALF
    queries, keys = shape.heads * shape.head_size, shape.key_heads * shape.head_size
    inside = tokens * (6 * shape.width + 2 * queries + 2 * keys + 4 * shape.inner) * HALF
    return kept + inside


def estimate(settings: TrainSettings, shape: Shape) -> dict[str, float]:
    """GiB of one process by part, where each process has a GPU of its own.

    ZeRO 1 shares the optimiser's state over all processes, 2 the gradients too, 3 and FSDP the weights as well. Outside
    ZeRO the weights are kept in float32 and computed in bfloat16 under autocast.
    """
    launch, count = settings.launch, parameters(shape)
    training = count if settings.method == "full" else adapters(shape, settings.lora)
    zero = launch.strategy.startswith("zero")
    weight = HALF if zero else WHOLE
    optimiser = training * (OPTIMISER_BYTES if zero else 2 * WHOLE)
    shared = {"zero1": 1, "zero2": 2, "zero3": 3, "fsdp2": 3}.get(launch.strategy, 0)
    parts = [("optimiser", optimiser, 1), ("gradients", training * weight, 2), ("weights", count * weight, 3)]
    found = {name: size / (launch.world if shared >= stage else 1) for name, size, stage in parts}
    found["activations"] = activations(shape, 2 * settings.batch_per_process * settings.max_length)
    return {name: round(size / GIB, 2) for name, size in {**found, "all": sum(found.values())}.items()}
