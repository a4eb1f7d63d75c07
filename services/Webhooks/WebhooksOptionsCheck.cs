using Microsoft.Extensions.Options;

namespace Syndication.Webhooks;

/// <summary>Says at start, in a sentence, what is wrong with the settings.</summary>
internal sealed class WebhooksOptionsCheck : IValidateOptions<WebhooksOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhooksOptions options) =>
        options.Fault() is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
}
