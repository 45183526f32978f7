package dev.tollgate.keymanager.user.scim;

import dev.tollgate.keymanager.PublicUrl;
import dev.tollgate.keymanager.user.User;
import dev.tollgate.keymanager.user.UserAccounts;
import dev.tollgate.keymanager.user.Users;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /scim2/Users} for administrators. */
@RestController
@RequestMapping(
        path = "/scim2/Users",
        produces = {Scim.MEDIA_TYPE, Scim.JSON})
@Scopes("apim:admin")
class ScimUsers {

    private static final int MOST_IN_A_PAGE = 1000;

    private final Users users;
    private final UserAccounts accounts;
    private final UserPatch patch;
    private final TransactionTemplate transactions;
    private final PublicUrl publicUrl;

    ScimUsers(
            Users users,
            UserAccounts accounts,
            UserPatch patch,
            TransactionTemplate transactions,
            PublicUrl publicUrl) {
        this.users = users;
        this.accounts = accounts;
        this.patch = patch;
        this.transactions = transactions;
        this.publicUrl = publicUrl;
    }

    @GetMapping
    Scim.ListResponse<Scim.UserResource> list(
            @RequestParam @Nullable String filter,
            @RequestParam(defaultValue = "1") int startIndex,
            @RequestParam(defaultValue = "100") int count) {
        String userName = Filter.equal(filter, "userName");
        int first = Math.max(1, startIndex);
        List<Scim.UserResource> page = users.list(userName, first - 1, Math.clamp(count, 0, MOST_IN_A_PAGE)).stream()
                .map(user -> Scim.user(user, publicUrl.value()))
                .toList();
        return Scim.list(page, users.count(userName), first);
    }

    @PostMapping
    ResponseEntity<Scim.UserResource> create(@RequestBody NewUser request) {
        String userName = request.userName();
        String password = request.password();
        if (userName == null || password == null) {
            throw new RefusedException(CommonError.BAD_REQUEST, "A user needs a userName and a password.");
        }
        User user = transactions.execute(status -> {
            User made = accounts.create(userName, password, request.profile(), request.roleNames());
            if (Boolean.FALSE.equals(request.active())) {
                accounts.disable(made);
                return find(made.id().toString());
            }
            return made;
        });
        Scim.UserResource resource = Scim.user(user, publicUrl.value());
        return ResponseEntity.created(URI.create(resource.meta().location())).body(resource);
    }

    @GetMapping("/{id}")
    Scim.UserResource read(@PathVariable String id) {
        return Scim.user(find(id), publicUrl.value());
    }

    @PatchMapping("/{id}")
    Scim.UserResource change(@PathVariable String id, @RequestBody PatchRequest request) {
        patch.apply(find(id), request.changes());
        return read(id);
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable String id) {
        accounts.delete(find(id));
        return ResponseEntity.noContent().build();
    }

    private User find(String id) {
        try {
            return users.byId(UUID.fromString(id)).orElseThrow(ScimUsers::absent);
        } catch (IllegalArgumentException notAnId) {
            throw absent();
        }
    }

    private static RefusedException absent() {
        return new RefusedException(CommonError.NOT_FOUND, "There is no user with this id.");
    }
}
