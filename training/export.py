"""Writes a trained model as the program reads it: see README.md for the files."""
import io
import json
import warnings

import numpy as np
import onnx
import torch
from onnx import numpy_helper

import base as base_model

HALF_FROM = 4096  # initializers of so many numbers are stored as f16


def halve(model):
    """Round the large weights to f16, so that what is exported scores exactly as what is measured afterwards."""
    with torch.no_grad():
        for p in model.parameters():
            if p.numel() >= HALF_FROM:
                p.copy_(p.half().float())


def export(task, model, folder):
    folder.mkdir(parents=True, exist_ok=True)
    base_model.write_vocabulary(task.base, task.keep, folder)
    task.labels.write(folder / "labels.tsv")
    halve(model)
    model.eval()
    device = next(model.parameters()).device
    model.cpu()
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
    model.to(device)


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
    """onnxruntime against torch, in f32; writes check.json among the checkpoints for the program's own test"""
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
    gap = max(float(np.abs(a - f).max()) for a, f in zip(expected + [relations], found))
    if not gap < 1e-3:
        raise SystemExit(f"error: the exported graphs differ from the model by {gap}")
    print(f"exported to {folder}; the graphs differ from the model by {gap:.1e} at most", flush=True)
    labels, out = task.labels, []
    for k, (words, blanks, piece, start) in enumerate(rows):
        m = len(words)
        top = lambda head, scores: [getattr(labels, head)[c] for c in scores[k, :m].argmax(-1)]
        few = lambda scores: [[round(float(x), 5) for x in row[:6]] for row in scores[k, :min(m, 3)]]
        out.append(dict(
            words=words, blank_before=blanks, pieces=piece, first=start,
            embedding_row_of_piece_1=[float(x) for x in embeddings[k, 1, :8]],
            upos=top("upos", expected[1]), feats=top("feats", expected[2]), lemma_label=top("lemma", expected[3]),
            names=top("names", expected[4]), arcs_argmax=heads[k, :m].tolist(),
            relations_for_these_heads=top("relation", relations),
            first_numbers=dict(words=few(expected[0]), upos=few(expected[1]), feats=few(expected[2]),
                               lemma=few(expected[3]), names=few(expected[4]), arcs=few(expected[5]),
                               relations=few(relations))))
    note = ("Scores in f32 of all sentences in one padded batch; arcs_argmax over the words and the root, no tree "
            "built; relations for those heads; first_numbers: the first six scores of the first three words.")
    (task.args.work / "check.json").write_text(json.dumps(dict(note=note, sentences=out), ensure_ascii=False, indent=1))
