using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Syndication.Testing.Mail;

/// <summary>Mails, read back by programs that are not ours: Python's <c>email</c> package and dkimpy.</summary>
public static class PythonMail
{
    /// <summary>Debian's, which has the packages that Debian brings.</summary>
    private const string Python = "/usr/bin/python3";

    public const string Missing = "There is no Python with dkim at /usr/bin/python3: install it (Debian: apt-get install python3-dkim).";

    public static bool IsInstalled { get; } = File.Exists(Python) && Directory.Exists("/usr/lib/python3/dist-packages/dkim");

    /// <summary>What Python makes of each.</summary>
    public static async Task<IReadOnlyList<PythonMessage>> ReadAsync(params IReadOnlyList<ReadOnlyMemory<byte>> mails)
    {
        using var folder = new TemporaryFolder();
        var answers = await RunAsync(await WriteAsync(folder, mails));
        return [.. answers.Select(answer => answer.Deserialize<PythonMessage>(JsonSerializerOptions.Web)!)];
    }

    /// <summary>Whether a signature holds, and the headers that it covers; the record is what DNS would answer.</summary>
    public static async Task<(bool IsValid, string Asked, IReadOnlyList<string> Headers)> VerifyAsync(ReadOnlyMemory<byte> mail, RSA key)
    {
        ArgumentNullException.ThrowIfNull(key);
        using var folder = new TemporaryFolder();
        var record = $"v=DKIM1; k=rsa; p={Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())}";
        var answer = (await RunAsync([.. (await WriteAsync(folder, [mail])).Select(file => $"verify:{record}:{file}")]))[0]!;
        return (answer["valid"]!.GetValue<bool>(), $"{answer["asked"]!.AsArray().FirstOrDefault()}", [.. answer["headers"]!.AsArray().Select(name => name!.GetValue<string>())]);
    }

    private static async Task<List<string>> WriteAsync(TemporaryFolder folder, IReadOnlyList<ReadOnlyMemory<byte>> mails)
    {
        var files = new List<string>();
        foreach (var mail in mails)
        {
            files.Add(folder[$"{files.Count}.eml"]);
            await File.WriteAllBytesAsync(files[^1], mail.ToArray());
        }

        return files;
    }

    private static async Task<JsonNode[]> RunAsync(IReadOnlyList<string> arguments)
    {
        Assert.SkipUnless(IsInstalled, Missing);
        var answers = new List<JsonNode>();
        foreach (var some in arguments.Chunk(500))
        {
            var start = new ProcessStartInfo(Python) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.ArgumentList.Add(Path.Combine(Repository.Root, "tests/Testing/Mail/read_mail.py"));
            foreach (var argument in some)
            {
                start.ArgumentList.Add(argument);
            }

            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, await error);
            answers.AddRange(JsonNode.Parse(await output)!.AsArray().Select(answer => answer!));
        }

        return [.. answers];
    }
}

/// <summary>A mail as Python's <c>email</c> package reads it.</summary>
/// <param name="Headers">Names and values, decoded.</param>
/// <param name="To">Display names and addresses.</param>
/// <param name="Defects">What the package found wrong with headers.</param>
/// <param name="Longest">Octets of the longest line.</param>
/// <param name="Bare">CR and LF that stand alone.</param>
/// <param name="Eight">Whether an octet is above 127.</param>
public sealed record PythonMessage(
    IReadOnlyList<IReadOnlyList<string>> Headers,
    IReadOnlyList<IReadOnlyList<string>> To,
    IReadOnlyList<IReadOnlyList<string>> From,
    IReadOnlyList<string> Defects,
    IReadOnlyList<PythonPart> Parts,
    int Longest,
    int Bare,
    bool Eight)
{
    /// <summary>The one value of a header.</summary>
    public string Header(string name) => Assert.Single(Headers, header => header[0].Equals(name, StringComparison.OrdinalIgnoreCase))[1];
}

/// <summary>A part of a mail, the whole first.</summary>
public sealed record PythonPart(string Type, string? Language, string? Encoding, string? Text, IReadOnlyList<string> Defects);
