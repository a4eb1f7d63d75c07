using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Hosting.Keys;

namespace Syndication.Mail;

/// <summary>
/// A folder in which each mail is a file, named after its Message-ID: the embedded default. A mail that is sent again
/// replaces its file.
/// </summary>
public sealed class FileOutbox : IMailTransport
{
    private static readonly MailReply Written = new(250, "2.0.0", "Written.");
    private readonly string _folder;
    private readonly string _default;

    public FileOutbox(IOptions<MailOptions> options, IOptions<StorageOptions> storage)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(storage);
        _default = Path.GetFullPath(Path.Combine(storage.Value.Path, "outbox"));
        _folder = options.Value.IsFile ? Path.GetFullPath(FolderOf(options.Value.Uri)) : _default;
    }

    /// <summary>Makes the folder where it is missing, for this user alone.</summary>
    /// <exception cref="MailTransportException">It can't be made.</exception>
    public Task<IMailSession> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!Directory.Exists(_folder))
            {
                SecretFile.KeepFolder(_folder);
            }

            return Task.FromResult<IMailSession>(new Session(_folder));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MailTransportException($"The outbox can't be opened: {exception.Message}", inner: exception);
        }
    }

    /// <summary>Removes mails that were written, from this folder and from the default one: none of these ids is left in either.</summary>
    /// <param name="ids">Of <see cref="MailEnvelope.Id"/>.</param>
    public void Remove(IEnumerable<string> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        foreach (var id in ids)
        {
            foreach (var folder in new[] { _folder, _default }.Distinct().Where(Directory.Exists))
            {
                File.Delete(PathOf(folder, id));
                File.Delete(PathOf(folder, id) + Session.Unfinished);
            }
        }
    }

    private static string PathOf(string folder, string id) =>
        Path.GetFileName(id) == id ? Path.Combine(folder, id + ".eml") : throw new ArgumentException("A mail's id is no path.", nameof(id));

    // "file:/var/mail", "file:///var/mail", and "file:outbox" below where the process was started.
    private static string FolderOf(string uri) => uri.StartsWith("file://", StringComparison.OrdinalIgnoreCase) ? new Uri(uri).LocalPath : uri["file:".Length..];

    private sealed class Session(string folder) : IMailSession
    {
        public const string Unfinished = ".new";

        public bool IsOpen { get; private set; } = true;

        public async Task<IReadOnlyList<RecipientResult>?> SendAsync(MailEnvelope envelope, MailContent content, MailEnvelope? next, CancellationToken cancellationToken)
        {
            if (await content(cancellationToken) is not { } mail)
            {
                IsOpen = false;
                return null;
            }

            var file = PathOf(folder, envelope.Id);
            try
            {
                await using (var stream = new FileStream(file + Unfinished, FileMode.Create, FileAccess.Write))
                {
                    await stream.WriteAsync(mail, cancellationToken);
                    stream.Flush(flushToDisk: true);
                }

                File.Move(file + Unfinished, file, overwrite: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new MailTransportException($"A mail can't be written into the outbox: {exception.Message}", inner: exception);
            }

            return [.. envelope.Recipients.Select(recipient => new RecipientResult(recipient, MailOutcome.Accepted, MailStage.Content, Written))];
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
