package io.elbo.data;

import java.util.Objects;

/** A selection of rows, by their indices. */
record Selection(Rows all, int[] places) implements Rows {
    Selection {
        requireSome(places);
        for (int place : places) {
            Objects.checkIndex(place, all.count());
        }
        places = places.clone();
    }

    static void requireSome(int[] places) {
        if (places.length == 0) {
            throw new DataException("no rows are selected; at least one is needed");
        }
    }

    @Override
    public int count() {
        return places.length;
    }

    @Override
    public int width() {
        return all.width();
    }

    @Override
    public void read(int row, float[] to, int offset) {
        all.read(places[row], to, offset);
    }
}
