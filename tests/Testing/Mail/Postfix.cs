using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Syndication.Testing.Mail;

/// <summary>
/// A real Postfix of a test's own that relays for those who encrypt and log in, with certificate, users, queue and ports of
/// its own; what it takes it hands to a server of the test's. Greylisting is postgrey's.
/// </summary>
public sealed class Postfix : IAsyncDisposable
{
    public const string User = "digest@relay.example";
    public const string Password = "p@ss:w/rd %";

    private const string Program = "/usr/sbin/postfix";
    private readonly TemporaryFolder _folder = new();
    private Process? _postgrey;

    public const string Missing = "There is no Postfix with SASL and postgrey on this machine, or no root to start it: as root, apt-get install postfix sasl2-bin libsasl2-modules libsasl2-modules-db postgrey.";

    public static bool IsInstalled => Environment.UserName == "root" && File.Exists(Program) && File.Exists("/usr/sbin/saslpasswd2") && File.Exists("/usr/sbin/postgrey");

    /// <summary>STARTTLS.</summary>
    public int Port { get; } = Ports.Free();

    /// <summary>TLS from the start.</summary>
    public int ImplicitPort { get; } = Ports.Free();

    /// <summary>The authority that signed its certificate, which is for "localhost".</summary>
    public string Authority => _folder["authority.pem"];

    /// <summary>User and password as an address has them.</summary>
    public static string Login => $"{Uri.EscapeDataString(User)}:{Uri.EscapeDataString(Password)}";

    /// <param name="next">The port of the server that gets what this one relays.</param>
    /// <param name="greylist">How long a recipient that is not known yet is put off, if at all.</param>
    /// <param name="mechanisms">How to log in: "plain", "login".</param>
    public static async Task<Postfix> StartAsync(int next, TimeSpan? greylist = null, string mechanisms = "plain login")
    {
        Assert.SkipUnless(IsInstalled, Missing);
        var postfix = new Postfix();
        try
        {
            await postfix.ConfigureAsync(next, greylist, mechanisms);
            var fault = await Programs.RunAsync(Program, null, "-c", postfix._folder.Path, "start");
            Assert.True(fault is null, $"{fault}\n{postfix.Log}");
            await Eventually.HoldsAsync(() => SmtpSink.AnswersAsync(postfix.Port));
        }
        catch
        {
            await postfix.DisposeAsync();
            throw;
        }

        return postfix;
    }

    public string Log => File.Exists(_folder["postfix.log"]) ? File.ReadAllText(_folder["postfix.log"]) : "";

    public async ValueTask DisposeAsync()
    {
        await Programs.RunAsync(Program, null, "-c", _folder.Path, "stop");
        if (_postgrey is not null)
        {
            _postgrey.Kill();
            await _postgrey.WaitForExitAsync();
            _postgrey.Dispose();
        }

        _folder.Dispose();
    }

    private async Task ConfigureAsync(int next, TimeSpan? greylist, string mechanisms)
    {
        // Its parts run as users of their own.
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);
        Directory.CreateDirectory(_folder["sasl"]);
        Directory.CreateDirectory(_folder["queue"]);
        Directory.CreateDirectory(_folder["data"]);
        Assert.Null(await Programs.RunAsync("chown", null, "postfix", _folder["data"]));
        WriteCertificate();
        var policy = greylist is { } delay ? await StartPostgreyAsync(delay) : "";
        await File.WriteAllTextAsync(_folder["sasl/smtpd.conf"], $"""
            pwcheck_method: auxprop
            auxprop_plugin: sasldb
            sasldb_path: {_folder["sasl/users"]}
            mech_list: {mechanisms}

            """);
        Assert.Null(await Programs.RunAsync("/usr/sbin/saslpasswd2", Password, "-p", "-c", "-f", _folder["sasl/users"], "-u", "relay.example", "digest"));
        File.SetUnixFileMode(_folder["sasl/users"], (UnixFileMode)0b110_100_100);
        await File.WriteAllTextAsync(_folder["main.cf"], $"""
            compatibility_level = 3.6
            queue_directory = {_folder["queue"]}
            data_directory = {_folder["data"]}
            command_directory = /usr/sbin
            daemon_directory = /usr/lib/postfix/sbin
            mail_owner = postfix
            setgid_group = postdrop
            maillog_file_prefixes = {_folder.Path}
            maillog_file = {_folder["postfix.log"]}
            myhostname = relay.example
            mydestination =
            alias_maps =
            inet_interfaces = loopback-only
            inet_protocols = ipv4
            mynetworks =
            smtpd_tls_security_level = encrypt
            smtpd_tls_cert_file = {_folder["server.pem"]}
            smtpd_tls_key_file = {_folder["server.key"]}
            smtpd_tls_auth_only = yes
            smtpd_sasl_auth_enable = yes
            smtpd_sasl_path = smtpd
            cyrus_sasl_config_path = {_folder["sasl"]}
            smtpd_relay_restrictions = {(policy.Length > 0 ? $"check_policy_service {policy}, " : "")}permit_sasl_authenticated, reject
            smtpd_delay_open_until_valid_rcpt = no
            relayhost = [127.0.0.1]:{next}
            smtp_tls_security_level = none
            smtputf8_enable = yes
            """);
        await File.WriteAllTextAsync(_folder["master.cf"], $"""
            127.0.0.1:{Port} inet n - n - - smtpd
            127.0.0.1:{ImplicitPort} inet n - n - - smtpd
              -o smtpd_tls_wrappermode=yes
            pickup unix n - n 60 1 pickup
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            tlsmgr unix - - n 1000? 1 tlsmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            verify unix - - n - 1 verify
            proxymap unix - - n - - proxymap
            smtp unix - - n - - smtp
            relay unix - - n - - smtp
            error unix - - n - - error
            retry unix - - n - - error
            anvil unix - - n - 1 anvil
            scache unix - - n - 1 scache
            postlog unix-dgram n - n - 1 postlogd

            """);
    }

    private async Task<string> StartPostgreyAsync(TimeSpan delay)
    {
        var port = Ports.Free();
        Directory.CreateDirectory(_folder["postgrey"]);
        Assert.Null(await Programs.RunAsync("chown", null, "postgrey", _folder["postgrey"]));
        _postgrey = Programs.Start("/usr/sbin/postgrey",
            [$"--inet=127.0.0.1:{port}", $"--delay={delay.TotalSeconds:F0}", $"--dbdir={_folder["postgrey"]}", "--auto-whitelist-clients=0", "--whitelist-clients=/dev/null", "--whitelist-recipients=/dev/null"]);
        _postgrey.OutputDataReceived += (_, _) => { };
        _postgrey.ErrorDataReceived += (_, _) => { };
        _postgrey.BeginOutputReadLine();
        _postgrey.BeginErrorReadLine();
        await Eventually.HoldsAsync(() => SmtpSink.AnswersAsync(port));
        return $"inet:127.0.0.1:{port}";
    }

    private void WriteCertificate()
    {
        var now = DateTimeOffset.UtcNow;
        using var authorityKey = RSA.Create(2048);
        var authority = new CertificateRequest("CN=Test authority", authorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authority.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        using var root = authority.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));

        using var key = RSA.Create(2048);
        var server = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        server.CertificateExtensions.Add(names.Build());
        using var certificate = server.Create(root, now.AddDays(-1), now.AddDays(1), RandomNumberGenerator.GetBytes(8));

        File.WriteAllText(Authority, root.ExportCertificatePem());
        File.WriteAllText(_folder["server.pem"], certificate.ExportCertificatePem());
        File.WriteAllText(_folder["server.key"], key.ExportPkcs8PrivateKeyPem());
        File.SetUnixFileMode(_folder["server.key"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
