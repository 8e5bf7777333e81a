package io.elbo.data.image;

import io.elbo.data.file.FileText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What happened while a folder of pictures was read.
 *
 * @param folder its name
 * @param pictures how many were read
 * @param reading how they were read; {@code white} is present if some pictures have more than 8 bits
 * @param whiteFound whether that white was derived from these pictures instead of given
 * @param broken pictures that were skipped because they cannot be read
 * @param passedOver files that are not pictures, and folders without any
 * @param transparent how many were put on the background
 * @param hidden how many of these have only one colour because of that
 * @param turned how many were turned upright, as recorded by their camera
 * @param ink how many are CMYK, converted to red, green and blue
 * @param several how many files have more than one picture, of which only the first was read
 * @param deep how many have more than 8 bits per sample
 * @param brighter how many of these have samples above the white
 */
public record PictureReport(
        String folder,
        int pictures,
        PictureReading reading,
        boolean whiteFound,
        List<Broken> broken,
        List<String> passedOver,
        int transparent,
        int hidden,
        int turned,
        int ink,
        int several,
        int deep,
        int brighter) {
    /**
     * A picture that cannot be read.
     *
     * @param name of the file, without the folder of the set
     * @param reason what is wrong with it
     */
    public record Broken(String name, String reason) {
        @Override
        public String toString() {
            return FileText.oneLine(name) + " (" + reason + ")";
        }
    }

    /** The number of names that a message lists. */
    static final int LISTED = 20;

    private static final int EXAMPLES = 5;

    public PictureReport {
        broken = List.copyOf(broken);
        passedOver = List.copyOf(passedOver);
    }

    /** Returns the white of its pictures of 16 bits; empty if there are none. */
    public OptionalInt white() {
        return reading.white();
    }

    /** Returns the notes, one sentence each; none if all pictures were read unchanged. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!broken.isEmpty()) {
            notes.add(broken.size() + " skipped (unreadable): " + list(broken, LISTED));
        }
        if (!passedOver.isEmpty()) {
            notes.add(passedOver.size() + " ignored (no picture): " + list(passedOver, EXAMPLES));
        }
        if (transparent > 0) {
            notes.add(of(transparent) + " transparent: put on " + reading.background()
                    + (hidden == 0 ? "" : "; " + hidden + " of them show nothing on it and need another background"));
        }
        if (turned > 0) {
            notes.add(of(turned) + " turned upright, as recorded by the camera (EXIF)");
        }
        if (ink > 0) {
            notes.add(of(ink) + " in CMYK: converted to RGB without a colour profile");
        }
        if (several > 0) {
            notes.add(of(several) + " multi-page or animated: only the first page or frame is used");
        }
        depth().ifPresent(notes::add);
        return notes.stream().map(note -> folder + ": " + note).toList();
    }

    private Optional<String> depth() {
        if (deep == 0) {
            return Optional.empty();
        }
        int white = reading.white().orElse(PictureReading.MOST);
        String range = of(deep) + " of 16 bits per sample: 0 to " + white + " become 0 to 255";
        if (brighter > 0) {
            return Optional.of(range + "; " + brighter + " of them have higher samples, which become 255 too");
        }
        boolean usual = !whiteFound || white == PictureReading.MOST;
        return Optional.of(usual ? range : range + ", because no sample is higher; new pictures need the same white");
    }

    private String of(int some) {
        if (some == pictures) {
            return some == 1 ? "the picture is" : "all " + pictures + " pictures are";
        }
        return some + " of " + pictures + " pictures " + (some == 1 ? "is" : "are");
    }

    static String list(List<?> items, int most) {
        int more = items.size() - most;
        String listed = items.stream().limit(most).map(Object::toString).collect(Collectors.joining(", "));
        return more > 0 ? listed + " and " + more + " more" : listed;
    }
}
