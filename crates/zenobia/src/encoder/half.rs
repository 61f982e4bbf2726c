//! Widens the half-precision weights of an ONNX file.
//!
//! The file's graph is typed in f32 and its large weights are stored as f16, half the size. This walks the protobuf
//! down to the weights (ModelProto.graph, GraphProto.initializer, TensorProto) and writes them in f32.

/// ModelProto.graph, GraphProto.initializer; TensorProto.data_type, TensorProto.raw_data.
const GRAPH: u64 = 7;
const INITIALIZER: u64 = 5;
const DATA_TYPE: u64 = 2;
const RAW_DATA: u64 = 9;

/// Values of TensorProto.data_type.
const FLOAT: u8 = 1;
const FLOAT16: u8 = 10;

const LENGTH_DELIMITED: u64 = 2;

/// A half-precision number, from its bits.
pub(super) fn widen(bits: u16) -> f32 {
    let sign = u32::from(bits & 0x8000) << 16;
    let rest = u32::from(bits & 0x7fff) << 13;
    if bits & 0x7c00 == 0x7c00 {
        return f32::from_bits(sign | rest | 0x7f80_0000);
    }
    // The exponents' biases differ by 112; multiplying is exact and holds for numbers below the normal range too.
    f32::from_bits(sign | (f32::from_bits(rest) * f32::from_bits((127 + 112) << 23)).to_bits())
}

/// The same model with every f16 weight in f32; `None` if the file is no protobuf.
pub(super) fn widen_model(model: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(2 * model.len());
    rewrite(model, &mut out, |field, out| {
        if field.number != GRAPH {
            return Some(false);
        }
        let mut graph = Vec::with_capacity(2 * field.payload.len());
        rewrite(field.payload, &mut graph, |field, out| {
            if field.number != INITIALIZER || !is_half(field.payload) {
                return Some(false);
            }
            let mut tensor = Vec::with_capacity(2 * field.payload.len());
            rewrite(field.payload, &mut tensor, |field, out| {
                match field.number {
                    DATA_TYPE => out.extend([field.tag(), FLOAT]),
                    RAW_DATA => {
                        put_varint(out, u64::from(field.tag()));
                        put_varint(out, 2 * field.payload.len() as u64);
                        for pair in field.payload.chunks_exact(2) {
                            let bits = u16::from_le_bytes([pair[0], pair[1]]);
                            out.extend(widen(bits).to_le_bytes());
                        }
                    }
                    _ => return Some(false),
                }
                Some(true)
            })?;
            put_message(out, INITIALIZER, &tensor);
            Some(true)
        })?;
        put_message(out, GRAPH, &graph);
        Some(true)
    })?;
    Some(out)
}

/// A field of a protobuf message.
struct Field<'a> {
    number: u64,
    wire_type: u64,
    /// Everything, from the tag on.
    raw: &'a [u8],
    /// What follows the tag and, where there is one, the length.
    payload: &'a [u8],
}

impl Field<'_> {
    /// The tag of a field whose number is below 16.
    fn tag(&self) -> u8 {
        (self.number << 3 | self.wire_type) as u8
    }
}

/// Copies a message field by field; `change` writes another field in its place, or says that it did not.
fn rewrite(
    message: &[u8],
    out: &mut Vec<u8>,
    mut change: impl FnMut(&Field<'_>, &mut Vec<u8>) -> Option<bool>,
) -> Option<()> {
    let mut rest = message;
    while !rest.is_empty() {
        let field = take_field(&mut rest)?;
        if !change(&field, out)? {
            out.extend_from_slice(field.raw);
        }
    }
    Some(())
}

fn is_half(tensor: &[u8]) -> bool {
    let mut rest = tensor;
    while let Some(field) = take_field(&mut rest) {
        if field.number == DATA_TYPE {
            return field.payload == [FLOAT16];
        }
    }
    false
}

fn take_field<'a>(rest: &mut &'a [u8]) -> Option<Field<'a>> {
    let whole = *rest;
    let tag = take_varint(rest)?;
    let (number, wire_type) = (tag >> 3, tag & 7);
    let before = *rest;
    let payload = match wire_type {
        0 => {
            take_varint(rest)?;
            &before[..before.len() - rest.len()]
        }
        1 => take(rest, 8)?,
        LENGTH_DELIMITED => {
            let length = take_varint(rest)?;
            take(rest, usize::try_from(length).ok()?)?
        }
        5 => take(rest, 4)?,
        _ => return None,
    };
    Some(Field {
        number,
        wire_type,
        raw: &whole[..whole.len() - rest.len()],
        payload,
    })
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, left) = rest.split_at_checked(length)?;
    *rest = left;
    Some(taken)
}

fn take_varint(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let byte = take(rest, 1)?[0];
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

fn put_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn put_message(out: &mut Vec<u8>, number: u64, message: &[u8]) {
    put_varint(out, number << 3 | LENGTH_DELIMITED);
    put_varint(out, message.len() as u64);
    out.extend_from_slice(message);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bits: u16, expected: f32) {
        assert_eq!(widen(bits), expected);
    }

    #[test]
    fn half_precision_numbers_widen_exactly() {
        check(0x0000, 0.0);
        check(0x3c00, 1.0);
        check(0xc000, -2.0);
        check(0x7bff, 65504.0);
        check(0x0001, 2f32.powi(-24));
        check(0x8400, -(2f32.powi(-14)));
        check(0x7c00, f32::INFINITY);
        assert!(widen(0x7e00).is_nan());
    }

    #[test]
    fn other_fields_are_copied() {
        // Field 1 = 5, then a graph with one f16 weight: 1.0.
        let tensor = [0x08, 1, 0x10, 10, 0x4a, 2, 0x00, 0x3c];
        let graph = [&[0x2a, tensor.len() as u8][..], &tensor].concat();
        let model = [&[0x08, 5, 0x3a, graph.len() as u8][..], &graph].concat();
        let wide = widen_model(&model).unwrap();
        let tensor = [0x08, 1, 0x10, 1, 0x4a, 4, 0x00, 0x00, 0x80, 0x3f];
        let graph = [&[0x2a, tensor.len() as u8][..], &tensor].concat();
        assert_eq!(
            wide,
            [&[0x08, 5, 0x3a, graph.len() as u8][..], &graph].concat()
        );
        assert_eq!(widen_model(&[0xff]), None);
    }
}
