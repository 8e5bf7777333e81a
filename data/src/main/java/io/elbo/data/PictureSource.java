package io.elbo.data;

import io.elbo.data.internal.FileText;
import java.nio.file.Path;
import java.util.Optional;

/** A folder of pictures. */
record PictureSource(Path folder, Optional<ImageSize> resize) implements ImageSource {
    @Override
    public String name() {
        return SplitPictureSource.nameOf(folder);
    }

    @Override
    public Images train() {
        return ImageFolder.read(folder, resize);
    }

    @Override
    public Images test() {
        throw new DataException(
                FileText.of(folder) + ": has no test split; sub-folders 'train' and 'test' would make one");
    }

    @Override
    public boolean hasTest() {
        return false;
    }
}
