package dev.tollgate.publisher.category;

import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Read by providers, written by administrators. */
@RestController
class CategoryController {

    private static final String ADMIN = "/api/am/admin/v4/api-categories";
    private static final int MAX_NAME = 255;
    private static final int MAX_DESCRIPTION = 1024;

    private final Categories categories;

    CategoryController(Categories categories) {
        this.categories = categories;
    }

    record Request(@Nullable String name, @Nullable String description) {}

    record All(int count, List<Category> list) {}

    @GetMapping("/api/am/publisher/v4/api-categories")
    @Scopes({"apim:api_view", "apim:api_manage"})
    All offered() {
        return all();
    }

    @GetMapping(ADMIN)
    @Scopes({"apim:admin", "apim:admin_operations", "apim:api_category"})
    All all() {
        List<Category> list = categories.list();
        return new All(list.size(), list);
    }

    @PostMapping(ADMIN)
    @Scopes({"apim:admin", "apim:admin_operations", "apim:api_category"})
    ResponseEntity<Category> add(@RequestBody Request body) {
        Category category = category(UUID.randomUUID(), body);
        categories.insert(category);
        return ResponseEntity.created(URI.create(ADMIN + "/" + category.id())).body(category);
    }

    @PutMapping(ADMIN + "/{apiCategoryId}")
    @Scopes({"apim:admin", "apim:admin_operations", "apim:api_category"})
    Category change(@PathVariable String apiCategoryId, @RequestBody Request body) {
        Category before = find(apiCategoryId);
        Category after = category(before.id(), body);
        if (!after.name().equalsIgnoreCase(before.name())) {
            refuseUsed(before);
        }
        categories.update(after);
        return find(apiCategoryId);
    }

    @DeleteMapping(ADMIN + "/{apiCategoryId}")
    @Scopes({"apim:admin", "apim:admin_operations", "apim:api_category"})
    ResponseEntity<Void> remove(@PathVariable String apiCategoryId) {
        Category category = find(apiCategoryId);
        refuseUsed(category);
        categories.delete(category.id());
        return ResponseEntity.ok().build();
    }

    private Category find(String id) {
        return uuid(id).flatMap(categories::find)
                .orElseThrow(() -> new RefusedException(CommonError.NOT_FOUND, "There is no category with this id."));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static void refuseUsed(Category category) {
        if (category.numberOfAPIs() > 0) {
            throw new RefusedException(
                    CommonError.CONFLICT, category.numberOfAPIs() + " APIs are in this category. Take them out first.");
        }
    }

    private static Category category(UUID id, Request body) {
        String name = body.name() == null ? "" : body.name().strip();
        String description = Objects.requireNonNullElse(body.description(), "");
        if (name.isEmpty() || name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new RefusedException(
                    CommonError.BAD_REQUEST, "name: 1 to " + MAX_NAME + " characters on one line are needed.");
        }
        if (description.length() > MAX_DESCRIPTION || description.indexOf('\0') >= 0) {
            throw new RefusedException(
                    CommonError.BAD_REQUEST, "description: at most " + MAX_DESCRIPTION + " characters are possible.");
        }
        return new Category(id, name, description, 0);
    }
}
