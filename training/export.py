"""Writes a trained model as the program reads it: see README.md for the files."""
import copy
import io
import warnings

import numpy as np
import onnx
import torch
from onnx import numpy_helper

import base as base_model
import quantize

HALF_FROM = 4096  # initializers of so many numbers are stored as f16


def halve(model):
    """Round the large weights to f16, as they are exported."""
    with torch.no_grad():
        for p in model.parameters():
            if p.numel() >= HALF_FROM:
                p.copy_(p.half().float())


def export(task, model, folder):
    folder.mkdir(parents=True, exist_ok=True)
    base_model.write_vocabulary(task.base, task.keep, folder)
    task.labels.write(folder / "labels.tsv")
    halve(model)
    model = copy.deepcopy(model).cpu().eval()
    quantize.to_integers(model.encoder.layers)
    b, n, w, h = 2, 7, 5, task.base.hidden
    embeddings, mask = torch.randn(b, n, h), torch.ones(b, n)
    first, words = torch.randint(0, n, (b, w)), torch.randn(b, w, h)
    batch = {0: "batch"}
    names = ["words", "upos", "feats", "lemma", "names", "arcs"]
    write(model.encoder, (embeddings, mask, first), folder / "encoder.onnx", ["embeddings", "mask", "first"], names,
          {"embeddings": {**batch, 1: "pieces"}, "mask": {**batch, 1: "pieces"}, "first": {**batch, 1: "words"},
           **{k: {**batch, 1: "words"} for k in names[:-1]}, "arcs": {**batch, 1: "words", 2: "heads"}})
    write(model.relations, (words, torch.randint(0, w + 1, (b, w))), folder / "relations.onnx", ["words", "heads"],
          ["relations"], {k: {**batch, 1: "words"} for k in ("words", "heads", "relations")})
    check(task, model, folder)


def write(module, inputs, path, input_names, output_names, axes):
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(module, inputs, buffer, input_names=input_names, output_names=output_names,
                          dynamic_axes=axes, opset_version=17, dynamo=False)
    graph = onnx.load_from_string(buffer.getvalue())
    for i, tensor in enumerate(graph.graph.initializer):
        value = numpy_helper.to_array(tensor)
        if value.dtype == np.float32 and value.size >= HALF_FROM:
            graph.graph.initializer[i].CopyFrom(numpy_helper.from_array(value.astype(np.float16), tensor.name))
    path.write_bytes(graph.SerializeToString())


def widened(path):
    """the graph as it is run: f16 initializers as f32"""
    graph = onnx.load(path)
    for i, tensor in enumerate(graph.graph.initializer):
        if tensor.data_type == onnx.TensorProto.FLOAT16:
            value = numpy_helper.to_array(tensor).astype(np.float32)
            graph.graph.initializer[i].CopyFrom(numpy_helper.from_array(value, tensor.name))
    return graph.SerializeToString()


# Written for this project: hyphens, clitics, other scripts.  `_` stands before a word that no blank precedes.
CHECKS = ["Shells hit the market in Aleppo on Tuesday _, killing at least 12 people _.",
          "The al _- _Nusra Front did _n't claim responsibility _.",
          "Kurdish fighters were reportedly seen near the Syrian border _, police said _.",
          "Президент України прибув до Львова _.",
          "قال الرئيس إن بلاده ستواصل دعم السلام _."]


def check(task, model, folder):
    """onnxruntime against torch"""
    import onnxruntime as ort
    run = ort.InferenceSession(widened(folder / "encoder.onnx"))
    relate = ort.InferenceSession(widened(folder / "relations.onnx"))
    rows = []
    for text in CHECKS:
        blanks = [w[0] != "_" for w in text.split()]
        words = [w.removeprefix("_") for w in text.split()]
        rows.append((words, blanks, *task.pieces.sentence(words, blanks)))
    b, n, w = len(rows), max(len(r[2]) for r in rows), max(len(r[3]) for r in rows)
    ids, first = np.full((b, n), base_model.PAD), np.zeros((b, w), np.int64)
    for k, (_, _, piece, start) in enumerate(rows):
        ids[k, :len(piece)], first[k, :len(start)] = piece, start
    mask = (ids != base_model.PAD).astype(np.float32)
    embeddings = task.table.cpu()[torch.from_numpy(ids)]
    with torch.no_grad():
        expected = [x.numpy() for x in model.encoder(embeddings, torch.from_numpy(mask), torch.from_numpy(first))]
    found = run.run(None, {"embeddings": embeddings.numpy(), "mask": mask, "first": first})
    heads = np.zeros((b, w), np.int64)
    for k, (words, *_) in enumerate(rows):
        heads[k, :len(words)] = expected[5][k, :len(words), :len(words) + 1].argmax(-1)
    with torch.no_grad():
        relations = model.relations(torch.from_numpy(expected[0]), torch.from_numpy(heads)).numpy()
    found.append(relate.run(None, {"words": expected[0], "heads": heads})[0])
    # A number that lies between two whole ones may be rounded either way, so the scores are close and not the same.
    gap = max(float(np.abs(a - f).mean()) for a, f in zip(expected + [relations], found))
    best = lambda scores, k: scores[k, :len(rows[k][0])].argmax(-1)
    other = sum(int((best(a, k) != best(f, k)).sum()) for a, f in zip(expected[1:], found[1:]) for k in range(b))
    if not (gap < 0.15 and other <= 2):
        raise SystemExit(f"error: the exported graphs differ from the model: by {gap} on average, {other} best labels")
    print(f"exported to {folder}; the graphs differ from the model by {gap:.1e} on average", flush=True)
