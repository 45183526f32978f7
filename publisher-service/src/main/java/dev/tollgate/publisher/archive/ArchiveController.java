package dev.tollgate.publisher.archive;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

@RestController
@RequestMapping("/api/am/publisher/v4/apis")
class ArchiveController {

    private final ExportApi export;
    private final ImportApi imports;

    ArchiveController(ExportApi export, ImportApi imports) {
        this.export = export;
        this.imports = imports;
    }

    @GetMapping("/export")
    @Scopes({"apim:api_view", "apim:api_publish", "apim:api_create", "apim:api_import_export", "apim:api_manage"})
    ResponseEntity<byte[]> export(
            @RequestParam(required = false) @Nullable String apiId,
            @RequestParam(required = false) @Nullable String name,
            @RequestParam(required = false) @Nullable String version,
            @RequestParam(required = false) @Nullable String providerName,
            @RequestParam(required = false) @Nullable String revisionNumber,
            @RequestParam(defaultValue = "false") boolean latestRevision,
            @RequestParam(required = false) @Nullable String gatewayEnvironment,
            @RequestParam(defaultValue = "true") boolean preserveStatus,
            @RequestParam(defaultValue = "YAML") String format,
            Caller caller) {
        ArchiveFormat written = ArchiveFormat.of(format)
                .orElseThrow(() -> new RefusedException(CommonError.BAD_REQUEST, "format: JSON or YAML is possible."));
        ApiArchive archive = export.export(
                new ExportApi.Which(apiId, name, version, providerName),
                new ExportApi.AsOf(revisionNumber, latestRevision, gatewayEnvironment),
                preserveStatus,
                caller);
        String fileName = archive.api().path("name").asString("") + "_"
                + archive.api().path("version").asString("") + ".zip";
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/zip"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(fileName, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(ArchiveWriter.write(archive, written));
    }

    /** WSO2's ImportAPIResponse, or a sentence for who accepts plain text alone. */
    @PostMapping("/import")
    @Scopes({"apim:api_import_export", "apim:admin"})
    ResponseEntity<Object> take(
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(defaultValue = "true") boolean preserveProvider,
            @RequestParam(defaultValue = "false") boolean overwrite,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "*/*") String accept,
            Caller caller) {
        if (file == null) {
            throw new RefusedException(CommonError.BAD_REQUEST, "A form with the part file is needed: a ZIP archive.");
        }
        ApiArchive archive = ArchiveReader.read(bytes(file));
        var imported = imports.take(archive, new ImportApi.Manner(preserveProvider, overwrite, dryRun), caller);
        return accept.startsWith(MediaType.TEXT_PLAIN_VALUE)
                ? ResponseEntity.ok()
                        .contentType(MediaType.TEXT_PLAIN)
                        .body(dryRun ? "The API can be imported." : "API imported successfully.")
                : ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(imported);
    }

    private static byte[] bytes(MultipartFile file) {
        try {
            return file.getBytes();
        } catch (IOException unreadable) {
            throw new RefusedException(CommonError.BAD_REQUEST, "file: it cannot be read.");
        }
    }
}
