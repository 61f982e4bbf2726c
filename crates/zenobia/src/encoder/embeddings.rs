//! The vectors of word pieces, kept in 4 bits a weight and widened row by row.

use super::half::widen;

/// Numbers in a vector.
pub(super) const WIDTH: usize = 384;

/// Weights in a block, and bytes: an f16 scale and two weights a byte.
const BLOCK: usize = 32;
const BLOCK_BYTES: usize = 18;
const ROW_BYTES: usize = WIDTH / BLOCK * BLOCK_BYTES;

/// The table of word vectors.
#[derive(Debug)]
pub(super) struct Embeddings {
    blocks: &'static [u8],
}

impl Embeddings {
    /// The table in `words.q4`; `None` unless it has exactly `rows` rows.
    pub(super) fn read(blocks: &'static [u8], rows: usize) -> Option<Embeddings> {
        (blocks.len() == rows * ROW_BYTES).then_some(Embeddings { blocks })
    }

    /// Writes a row's vector into `out`, which has [`WIDTH`] places.
    pub(super) fn write(&self, row: u32, out: &mut [f32]) {
        let start = row as usize * ROW_BYTES;
        let blocks = self.blocks[start..start + ROW_BYTES].chunks_exact(BLOCK_BYTES);
        for (block, out) in blocks.zip(out.chunks_exact_mut(BLOCK)) {
            let scale = widen(u16::from_le_bytes([block[0], block[1]]));
            let (low, high) = out.split_at_mut(BLOCK / 2);
            for ((&byte, low), high) in block[2..].iter().zip(low).zip(high) {
                *low = (f32::from(byte & 15) - 8.0) * scale;
                *high = (f32::from(byte >> 4) - 8.0) * scale;
            }
        }
    }
}
