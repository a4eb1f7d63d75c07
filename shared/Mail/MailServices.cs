using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Mail.Dkim;
using Syndication.Mail.Smtp;

namespace Syndication.Mail;

/// <summary>What a service needs that writes mails: <see cref="IMailTransport"/> and <see cref="MailIdentity"/>.</summary>
public static class MailServices
{
    /// <summary>Any number of modules of a process may call it.</summary>
    public static void AddMail(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MailOptions>, MailOptionsCheck>());
        services.TryAddSingleton<FileOutbox>();
        services.TryAddSingleton<MailIdentity>();
        services.TryAddSingleton<IMailTransport>(provider => provider.GetRequiredService<IOptions<MailOptions>>().Value is var options && (options.Uri.Length == 0 || options.IsFile)
            ? provider.GetRequiredService<FileOutbox>()
            : new SmtpTransport(options));
    }

    private sealed class MailOptionsCheck : IValidateOptions<MailOptions>
    {
        public ValidateOptionsResult Validate(string? name, MailOptions options)
        {
            var faults = options.Faults().ToList();
            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }
    }
}

/// <summary>Who writes, and how that is vouched for.</summary>
public sealed class MailIdentity
{
    /// <summary>The sender of a demonstration: a name that can't exist (RFC 2606).</summary>
    private const string Nobody = "news@newsroom.invalid";

    public MailIdentity(IOptions<MailOptions> options, IOptions<SyndicationOptions> installation, IOptions<StorageOptions> storage, TimeProvider time, ILogger<MailIdentity> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(installation);
        ArgumentNullException.ThrowIfNull(storage);
        var sender = Mailbox.Parse(options.Value.From) ?? Mailbox.Parse(Nobody)!;
        From = sender with { Name = sender.Name ?? installation.Value.Name };
        ReplyTo = Mailbox.Parse(options.Value.ReplyTo);
        Bounces = EmailAddress.Parse(options.Value.Bounces);
        Signer = DkimKey.Signer(options.Value, storage.Value, time, logger);
    }

    public Mailbox From { get; }
    public Mailbox? ReplyTo { get; }

    /// <summary>What addresses for bounces are made from; null where bounces go to <see cref="From"/>.</summary>
    public EmailAddress? Bounces { get; }

    /// <summary>Null where mails are not signed here.</summary>
    public DkimSigner? Signer { get; }
}
