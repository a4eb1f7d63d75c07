using Microsoft.AspNetCore.Authentication;
using Syndication.Storage;

namespace Syndication.Hosting.Keys;

/// <summary>Stands in for Newsroom, which will own keys.</summary>
internal static class KeyServices
{
    public const string Store = "keys";

    public static void AddKeys(this IHostApplicationBuilder builder)
    {
        builder.AddDocumentStore(Store);
        builder.Services.AddSingleton<InternalKey>();
        builder.Services.AddSingleton(provider => new KeyStore(
            provider.GetRequiredKeyedService<IDocumentStore>(Store),
            provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddHostedService<AdministratorKey>();

        // Without the data protection that AddAuthentication brings: no cookie is made here.
        builder.Services.AddAuthenticationCore(options => options.DefaultScheme = KeyAuthentication.SchemeName);
        builder.Services.AddWebEncoders();
        new AuthenticationBuilder(builder.Services).AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.SchemeName, null);
        builder.Services.AddAuthorization();
    }
}
