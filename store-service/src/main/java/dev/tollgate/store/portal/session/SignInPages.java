package dev.tollgate.store.portal.session;

import dev.tollgate.platform.auth.Anyone;
import dev.tollgate.store.portal.session.SignInOutcome.Refused;
import dev.tollgate.store.portal.session.SignInOutcome.SignedIn;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** In and out. */
@Controller
@Hidden
@Anyone
class SignInPages {

    private final SingleSignOn signOn;

    SignInPages(SingleSignOn signOn) {
        this.signOn = signOn;
    }

    @GetMapping("/store/sign-in")
    String begin(HttpServletRequest request, @RequestParam(required = false) @Nullable String next) {
        return "redirect:" + signOn.begin(request, LocalPath.of(next));
    }

    @GetMapping("/store/signed-in")
    String complete(HttpServletRequest request, HttpServletResponse response, Model model) {
        return switch (signOn.complete(request)) {
            case SignedIn in -> {
                PortalSession.signIn(request, in.userName(), in.accessToken(), in.idToken());
                yield "redirect:" + LocalPath.of(in.next());
            }
            case Refused refused -> {
                response.setStatus(HttpStatus.BAD_REQUEST.value());
                model.addAttribute("reason", refused.reason());
                yield "store/not-signed-in";
            }
        };
    }

    @PostMapping("/store/sign-out")
    String signOut(HttpServletRequest request) {
        Optional<String> idToken = PortalSession.idToken(request);
        PortalSession.accessToken(request).ifPresent(signOn::revoke);
        PortalSession.end(request);
        return "redirect:" + signOn.end(request, idToken);
    }
}
