using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Hosting.Keys;
using Syndication.Newsroom.Desk.Signing;
using Syndication.Newsroom.Desk.Texts;
using Syndication.Newsroom.Desk.Watching;
using Syndication.Newsroom.Sent;
using Syndication.Newsroom.Subscribing;

namespace Syndication.Newsroom.Desk;

/// <summary>The desk: sign-in, sessions, and what its pages ask other services.</summary>
internal static class DeskServices
{
    private const string Folder = "/Desk";

    public static void AddDesk(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddFrameworkRing(NewsroomModule.ServiceName);
        AddSignIn(services);
        services.AddSingleton<ServiceCalls>();
        services.AddSingleton<Installation>();
        services.AddSingleton<SentReader>();
        services.AddSingleton<SubscriberDesk>();
        services.AddSingleton<DeskLanguage>();
        services.Configure<RazorPagesOptions>(pages =>
        {
            pages.Conventions.AuthorizeFolder(Folder, DeskPolicies.SignedIn);
            pages.Conventions.AllowAnonymousToPage($"{Folder}/Index");
            pages.Conventions.AllowAnonymousToPage($"{Folder}/Language");
            pages.Conventions.AuthorizePage($"{Folder}/Keys", DeskPolicies.Administrators);
            pages.Conventions.AuthorizePage($"{Folder}/Parked", DeskPolicies.Administrators);
            pages.Conventions.AuthorizePage($"{Folder}/Subscribers", DeskPolicies.Administrators);
            pages.Conventions.AddFolderApplicationModelConvention(Folder, page =>
            {
                page.Filters.Add(new OpenPages());
                page.Filters.Add(new DeskHeaders());
            });
        });
    }

    private static void AddSignIn(IServiceCollection services)
    {
        services.AddSingleton<DeskSessions>();
        services.AddSingleton<DeskSignIn>();
        services.AddSingleton<DeskDoor>();
        new AuthenticationBuilder(services).AddCookie(DeskSignIn.Scheme);
        services.AddOptions<CookieAuthenticationOptions>(DeskSignIn.Scheme).Configure<DeskSessions, DeskDoor, IOptions<SyndicationOptions>>((cookie, sessions, door, installation) =>
        {
            cookie.Cookie = DeskCookies.Make("desk", installation.Value);
            cookie.SessionStore = sessions;
            cookie.ExpireTimeSpan = DeskSessions.Longest;
            cookie.SlidingExpiration = false;

            // The handler's own redirect would name the Host header.
            cookie.Events.OnRedirectToLogin = asked => door.AnswerAsync(asked.HttpContext);
            cookie.Events.OnRedirectToAccessDenied = denied =>
            {
                denied.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        });
        services.AddOptions<AntiforgeryOptions>().Configure<IOptions<SyndicationOptions>>((forgery, installation) => forgery.Cookie = DeskCookies.Make("form", installation.Value));
        services.AddOptions<CookieTempDataProviderOptions>().Configure<IOptions<SyndicationOptions>>((note, installation) => note.Cookie = DeskCookies.Make("note", installation.Value));
        services.AddAuthorizationBuilder()
            .AddPolicy(DeskPolicies.SignedIn, policy => policy.AddAuthenticationSchemes(DeskSignIn.Scheme).RequireAuthenticatedUser())
            .AddPolicy(DeskPolicies.Administrators, policy => policy.AddAuthenticationSchemes(DeskSignIn.Scheme).RequireAuthenticatedUser()
                .RequireAssertion(context => context.User.HasScope(Scopes.Admin)));
    }
}
