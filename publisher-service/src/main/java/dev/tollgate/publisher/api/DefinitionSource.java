package dev.tollgate.publisher.api;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.publisher.backend.BackendNetworks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/** The text of a definition, from the one of three parts of a form that has it. */
@Component
class DefinitionSource {

    private final DefinitionDownload download;

    DefinitionSource(BackendNetworks networks) {
        this.download = new DefinitionDownload(networks);
    }

    String text(
            @Nullable String contentType, @Nullable MultipartFile file, @Nullable String url, @Nullable String inline) {
        if (contentType == null || !contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            throw new RefusedException(CommonError.UNSUPPORTED_MEDIA_TYPE, "A form is needed: multipart/form-data.");
        }
        long given = Stream.of(file, url, inline)
                .filter(part -> part != null && !"".equals(part))
                .count();
        if (given != 1) {
            throw new RefusedException(
                    CommonError.BAD_REQUEST, "Exactly one of file, url and the inline definition is needed.");
        }
        try {
            if (file != null) {
                return utf8(file.getBytes());
            }
            return url != null && !url.isEmpty() ? utf8(download.get(url)) : String.valueOf(inline);
        } catch (CharacterCodingException notText) {
            throw new RefusedException(CommonError.BAD_REQUEST, "The definition is not text in UTF-8.");
        } catch (IOException unreadable) {
            throw new RefusedException(CommonError.BAD_REQUEST, "The definition cannot be read.");
        }
    }

    private static String utf8(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
