package dev.tollgate.keymanager.user;

import dev.tollgate.keymanager.revocation.Revocations;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes and changes accounts. What takes a right away also ends the user's tokens, in the same transaction. */
@Service
@Transactional
public class UserAccounts {

    private static final Pattern USER_NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@+-]{0,99}");

    private final Users users;
    private final Roles roles;
    private final PasswordHashing hashing;
    private final CommonPasswords commonPasswords;
    private final Revocations revocations;
    private final UserProperties properties;

    UserAccounts(
            Users users,
            Roles roles,
            PasswordHashing hashing,
            CommonPasswords commonPasswords,
            Revocations revocations,
            UserProperties properties) {
        this.users = users;
        this.roles = roles;
        this.hashing = hashing;
        this.commonPasswords = commonPasswords;
        this.revocations = revocations;
        this.properties = properties;
    }

    public User create(String userName, String password, Profile profile, Collection<String> roleNames) {
        if (!USER_NAME.matcher(userName).matches()) {
            throw new RefusedException(
                    CommonError.BAD_REQUEST,
                    "A user name is up to 100 letters, digits and . _ @ + -, beginning with a letter or digit.");
        }
        requireGoodPassword(userName, password);
        requireRoles(roleNames);
        if (users.byName(userName).isPresent()) {
            throw new RefusedException(CommonError.CONFLICT, "The user name " + userName + " is taken.");
        }
        UUID id = UUID.randomUUID();
        users.insert(id, userName, hashing.hash(password), profile);
        // asked after the insert, which waits for a deletion of the same name that is under way
        if (users.retired(userName)) {
            throw new RefusedException(
                    CommonError.CONFLICT,
                    "The user name " + userName + " belonged to a user who was deleted; choose another one.");
        }
        users.replaceRoles(id, roleNames);
        return get(id);
    }

    public void changeProfile(User user, Profile profile) {
        users.updateProfile(user.id(), profile);
    }

    public void changePassword(User user, String password) {
        requireGoodPassword(user.userName(), password);
        users.updatePassword(user.id(), hashing.hash(password));
        endTokens(user);
    }

    public void changeRoles(User user, Set<String> roleNames) {
        requireRoles(roleNames);
        users.lockAccounts();
        User now = get(user.id());
        boolean losesAdmin =
                now.roles().contains(BuiltInRole.ADMIN.roleName()) && !roleNames.contains(BuiltInRole.ADMIN.roleName());
        if (losesAdmin) {
            requireAnotherAdministrator(now);
        }
        users.replaceRoles(now.id(), roleNames);
        if (!roleNames.containsAll(now.roles())) {
            endTokens(now);
        } else {
            revocations.callersChanged();
        }
    }

    public void disable(User user) {
        users.lockAccounts();
        requireAnotherAdministrator(get(user.id()));
        users.updateDisabled(user.id(), true);
        endTokens(user);
    }

    public void enable(User user) {
        users.updateDisabled(user.id(), false);
    }

    public void delete(User user) {
        users.lockAccounts();
        requireAnotherAdministrator(get(user.id()));
        endTokens(user);
        users.delete(user.id());
    }

    private void endTokens(User user) {
        users.endTokens(user.id(), revocations.user(user.userName()));
    }

    private User get(UUID id) {
        return users.byId(id)
                .orElseThrow(() -> new RefusedException(CommonError.NOT_FOUND, "There is no user with this id."));
    }

    private void requireAnotherAdministrator(User user) {
        String admin = BuiltInRole.ADMIN.roleName();
        if (user.disabled() || !user.roles().contains(admin)) {
            return;
        }
        boolean another = users.withRole(admin).stream()
                .anyMatch(other -> !other.disabled() && !other.id().equals(user.id()));
        if (!another) {
            throw new RefusedException(
                    CommonError.CONFLICT, "This is the last administrator. Give the role admin to someone else first.");
        }
    }

    private void requireGoodPassword(String userName, String password) {
        if (commonPasswords.contain(password) || password.equalsIgnoreCase(userName)) {
            throw new RefusedException(
                    CommonError.BAD_REQUEST,
                    "This password is one of the first that others try: the user's name, or one of the commonest.");
        }
        if (password.codePointCount(0, password.length()) < properties.minimumPasswordLength()
                || password.getBytes(StandardCharsets.UTF_8).length > PasswordHashing.MOST_BYTES
                || password.indexOf('\0') >= 0) {
            throw new RefusedException(
                    CommonError.BAD_REQUEST,
                    "A password has %d characters or more, and %d bytes at most."
                            .formatted(properties.minimumPasswordLength(), PasswordHashing.MOST_BYTES));
        }
    }

    private void requireRoles(Collection<String> names) {
        Set<String> missing = roles.missing(names);
        if (!missing.isEmpty()) {
            throw new RefusedException(CommonError.BAD_REQUEST, "There is no role " + String.join(", ", missing) + ".");
        }
    }
}
