"""Linear layers in integers: 8 bits a number of the input, with one scale a token, and 7 bits a weight, with one scale
a column.

The sums are whole numbers, so they do not depend on their order nor on what stands beside a token.  Seven bits, since
processors without VNNI add two products in 16 bits: 255 * 63 * 2 fits, 255 * 127 * 2 does not.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F

INPUT, WEIGHT = 127, 63
ZERO = 128  # the input's zero: products take unsigned inputs


class Rounded(torch.autograd.Function):
    """rounding that lets gradients through, so that the weights learn to be rounded"""

    @staticmethod
    def forward(ctx, x):
        return (x + 0.5).floor()

    @staticmethod
    def backward(ctx, gradient):
        return gradient


def unit_of(x):
    """the step of each token's numbers; a row of zeros must not divide by zero"""
    return x.abs().amax(-1, keepdim=True) * (1 / INPUT) + 1e-9


def scale_of(weight):
    """the step of each column's weights; weight [out, in]"""
    return weight.abs().amax(1).clamp(min=1e-9) / WEIGHT


class Linear(nn.Linear):
    """a linear layer that, once `integers` is set, computes what its integers will"""
    integers = False

    def forward(self, x):
        if not self.integers:
            return super().forward(x)
        unit, scale = unit_of(x.detach()), scale_of(self.weight.detach())
        # Whole numbers below 128 are exact in bf16 too.
        sums = F.linear(Rounded.apply(x / unit), Rounded.apply(self.weight / scale[:, None]))
        return sums * scale * unit + self.bias


class Product(torch.autograd.Function):
    """whole numbers [.., in] around ZERO times whole numbers [in, out] -> their sums, as f32"""

    @staticmethod
    def forward(ctx, x, weight):
        # Exact in f32: 1,536 * 127 * 63 < 2^24.
        return (x.clamp(0, 255).floor() - ZERO) @ weight.float()

    @staticmethod
    def symbolic(g, x, weight):
        zero = g.op("Constant", value_t=torch.tensor(ZERO, dtype=torch.uint8))
        whole = g.op("Cast", x, to_i=2)
        return g.op("Cast", g.op("MatMulInteger", whole, weight, zero), to_i=1)


class IntegerLinear(nn.Module):
    """a linear layer in integers, as it is exported"""

    def __init__(self, linear):
        super().__init__()
        weight = linear.weight.detach().float()
        scale = scale_of(weight)
        self.register_buffer("weight", Rounded.apply(weight / scale[:, None]).t().contiguous().to(torch.int8))
        self.register_buffer("scale", scale)
        self.register_buffer("bias", linear.bias.detach().float())

    def forward(self, x):
        unit = unit_of(x)
        # Casting cuts off, so that half more rounds.
        return Product.apply(x / unit + (ZERO + 0.5), self.weight) * self.scale * unit + self.bias


def learn_integers(layers):
    """from now on the layers compute what their integers will; heads stay as they are"""
    for module in layers.modules():
        if isinstance(module, Linear):
            module.integers = True


def to_integers(layers):
    """puts the layers' products into integers, in place"""
    for layer in layers:
        for name, module in list(layer.named_children()):
            if isinstance(module, Linear):
                setattr(layer, name, IntegerLinear(module))
