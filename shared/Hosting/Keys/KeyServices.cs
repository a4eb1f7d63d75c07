using Microsoft.AspNetCore.Authentication;

namespace Syndication.Hosting.Keys;

/// <summary>Every process checks keys; Newsroom owns them.</summary>
internal static class KeyServices
{
    public static void AddKeys(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<InternalKey>();
        builder.Services.AddSingleton<KeyChecker>();

        // Without the data protection that AddAuthentication brings: no cookie is made here.
        builder.Services.AddAuthenticationCore(options => options.DefaultScheme = KeyAuthentication.SchemeName);
        builder.Services.AddWebEncoders();
        new AuthenticationBuilder(builder.Services).AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.SchemeName, null);
        builder.Services.AddAuthorization();
    }

    /// <summary>A key that is wrong, or can't be checked, ends the request, at open addresses too.</summary>
    public static void UseKeys(this WebApplication app)
    {
        app.UseAuthentication();
        app.Use(async (context, next) =>
        {
            var known = await context.AuthenticateAsync(KeyAuthentication.SchemeName);
            await (known.Failure is null ? next(context) : context.ChallengeAsync(KeyAuthentication.SchemeName));
        });
        app.UseAuthorization();
    }
}
