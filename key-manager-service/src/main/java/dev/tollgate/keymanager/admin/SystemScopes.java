package dev.tollgate.keymanager.admin;

import dev.tollgate.keymanager.token.ScopeBindings;
import dev.tollgate.keymanager.token.ScopeBindings.Binding;
import dev.tollgate.keymanager.user.User;
import dev.tollgate.keymanager.user.Users;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Which roles may hold the scopes of the REST APIs. */
@RestController
@RequestMapping("/api/am/admin/v4/system-scopes")
@Scopes({"apim:admin", "apim:scope_manage"})
class SystemScopes {

    private final ScopeBindings bindings;
    private final Users users;

    SystemScopes(ScopeBindings bindings, Users users) {
        this.bindings = bindings;
        this.users = users;
    }

    record ScopeItem(
            @Nullable String tag, String name, @Nullable String description, List<String> roles) {}

    record ScopeList(int count, List<ScopeItem> list) {}

    record NewScopeList(@Nullable List<NewScope> list) {}

    record NewScope(@Nullable String name, @Nullable List<String> roles) {}

    @GetMapping
    ScopeList list() {
        List<ScopeItem> items = bindings.all().stream()
                .map(binding -> new ScopeItem("apim", binding.scope(), "", binding.roles()))
                .toList();
        return new ScopeList(items.size(), items);
    }

    /** The scopes named get these roles; the others keep theirs. */
    @PutMapping
    ScopeList replace(@RequestBody NewScopeList request) {
        if (request.list() == null) {
            throw new RefusedException(CommonError.BAD_REQUEST, "list is needed.");
        }
        bindings.replace(request.list().stream().map(SystemScopes::binding).toList());
        return list();
    }

    /** Whether a user may hold a scope, which the path names in URL-safe Base64. */
    @GetMapping("/{scopeName}")
    Map<String, String> one(@PathVariable String scopeName, @RequestParam @Nullable String username) {
        String scope = decoded(scopeName);
        Set<String> held = username == null
                ? Set.copyOf(bindings.all().stream().map(Binding::scope).toList())
                : users.byName(username).map(User::roles).map(bindings::of).orElse(Set.of());
        if (!held.contains(scope)) {
            throw new RefusedException(CommonError.NOT_FOUND, "There is no such scope, or the user may not hold it.");
        }
        return Map.of("name", scope);
    }

    private static Binding binding(NewScope scope) {
        if (scope.name() == null || scope.roles() == null) {
            throw new RefusedException(CommonError.BAD_REQUEST, "A scope needs its name and its roles.");
        }
        return new Binding(scope.name(), scope.roles());
    }

    static String decoded(String segment) {
        try {
            return new String(Base64.getUrlDecoder().decode(segment), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw new RefusedException(CommonError.BAD_REQUEST, "The path ends in a name in URL-safe Base64.");
        }
    }
}
