"""Rebuilds a model of elbo in PyTorch from its file alone, and compares what both make of the same images.

usage: interchange.py MODEL.safetensors IMAGES.npy RECONSTRUCTIONS.npy

The images are [n, height, width, channels] between 0 and 1; the reconstructions are what
`elbo reconstruct MODEL --data ... -o RECONSTRUCTIONS.npy` wrote for them. Needs torch, numpy and safetensors.
Exits with 1 if any value differs by more than 1e-5.
"""
import json
import sys

import numpy as np
import torch
from safetensors import safe_open
from torch import nn

BOUND = 15.0
FUNCTIONS = {"relu": nn.ReLU, "leaky_relu": nn.LeakyReLU, "elu": nn.ELU, "gelu": nn.GELU, "silu": nn.SiLU,
             "tanh": nn.Tanh, "sigmoid": nn.Sigmoid, "softplus": nn.Softplus}


class DenseOfAnything(nn.Linear):
    """A dense layer flattens an image first."""

    def forward(self, x):
        return super().forward(x.flatten(1))


def layer(spec, weights, name):
    kind = spec["type"]
    if kind == "activation":
        return FUNCTIONS[spec["function"]]()
    if kind == "flatten":
        return nn.Flatten()
    if kind == "reshape":
        return nn.Unflatten(1, (spec["channels"], spec["height"], spec["width"]))
    if kind == "dropout":
        return nn.Dropout(spec["rate"])
    w = weights[name + ".weight"]
    if kind == "dense":
        return DenseOfAnything(w.shape[1], w.shape[0])
    if kind == "conv":
        return nn.Conv2d(w.shape[1], w.shape[0], spec["kernel"], spec["stride"], spec["padding"])
    if kind == "conv_transpose":
        return nn.ConvTranspose2d(w.shape[0], w.shape[1], spec["kernel"], spec["stride"], spec["padding"],
                                  (spec["output_padding"], spec.get("column_padding", spec["output_padding"])))
    raise SystemExit("this script does not know layer " + kind)


class Vae(nn.Module):
    def __init__(self, spec, weights):
        super().__init__()
        self.encoder = nn.Sequential(*[layer(s, weights, "encoder.%d" % i) for i, s in enumerate(spec["encoder"])])
        self.decoder = nn.Sequential(*[layer(s, weights, "decoder.%d" % i) for i, s in enumerate(spec["decoder"])])
        latent, features = weights["mean.weight"].shape
        self.mean = DenseOfAnything(features, latent)
        self.log_variance = DenseOfAnything(features, latent)
        self.bernoulli = spec["likelihood"]["type"] == "bernoulli"

    def forward(self, x):
        h = self.encoder(x)
        out = self.decoder(self.mean(h))
        out = torch.sigmoid(out) if self.bernoulli else out
        return out.flatten(1), self.mean(h), BOUND * torch.tanh(self.log_variance(h) / BOUND)


def main(model, images, reconstructions):
    with safe_open(model, framework="pt") as f:
        spec = json.loads(f.metadata()["spec"])
        weights = {name: f.get_tensor(name) for name in f.keys()}
    vae = Vae(spec, weights).eval()
    vae.load_state_dict(weights)  # strict: names and shapes are PyTorch's own
    x = torch.from_numpy(np.load(images)).permute(0, 3, 1, 2)
    dense = spec["encoder"] and spec["encoder"][0]["type"] in ("conv",)
    with torch.no_grad():
        theirs = vae(x if dense else x.flatten(1))[0].numpy()
    ours = np.load(reconstructions)
    ours = ours.transpose(0, 3, 1, 2).reshape(len(ours), -1)
    difference = float(np.abs(theirs - ours).max())
    print("%d images, %d tensors, greatest difference %.2e" % (len(ours), len(weights), difference))
    return 0 if difference <= 1e-5 else 1


if __name__ == "__main__":
    if len(sys.argv) != 4:
        raise SystemExit(__doc__)
    sys.exit(main(*sys.argv[1:]))
