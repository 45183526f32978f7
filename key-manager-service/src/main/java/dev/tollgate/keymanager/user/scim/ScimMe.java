package dev.tollgate.keymanager.user.scim;

import dev.tollgate.keymanager.PublicUrl;
import dev.tollgate.keymanager.user.Users;
import dev.tollgate.platform.auth.Anyone;
import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /scim2/Me}: the account of whoever asks. */
@RestController
class ScimMe {

    private final Users users;
    private final PublicUrl publicUrl;

    ScimMe(Users users, PublicUrl publicUrl) {
        this.users = users;
        this.publicUrl = publicUrl;
    }

    /** Any user may ask; no scope gives or takes that, so only a user's credential is looked for. */
    @GetMapping(
            path = "/scim2/Me",
            produces = {Scim.MEDIA_TYPE, Scim.JSON})
    @Anyone
    Scim.UserResource me(Caller caller) {
        return users.byName(caller.userName())
                .map(user -> Scim.user(user, publicUrl.value()))
                .orElseThrow(() -> new RefusedException(
                        CommonError.UNAUTHORIZED, "Sign in, or send user name and password as Basic."));
    }
}
