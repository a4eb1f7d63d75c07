using System.Text;
using Syndication.Digest.Inbound;

namespace Syndication.Digest.Tests;

/// <summary>What a report says of the mail that it returns.</summary>
public sealed class InboundReportTests
{
    [Theory]
    [InlineData("text/rfc822-headers", "7bit", "Return-Path: <bounces+1@lake.example>")]
    [InlineData("message/rfc822", "8bit", "Return-Path: <bounces+1@lake.example>")]
    [InlineData("message/global", "8bit", "Return-Path: <bounces+1@lake.example>\nSubject: Zürich")]
    [InlineData("message/global-headers", "quoted-printable", "Return-Path: <boun=\nces=2B1@lake.example>=0D=0ASubject: =C3=A9")]
    [InlineData("message/global", "base64", "UmV0dXJuLVBhdGg6IDxib3VuY2VzKzFA\nbGFrZS5leGFtcGxlPg0K")]
    public void Whom_it_was_sent_from_is_read_out_of_the_mail_that_came_back(string type, string encoding, string content)
    {
        var message = $"""
            Content-Type: multipart/report; boundary=x

            --x
            Content-Type: message/global-delivery-status
            Content-Transfer-Encoding: quoted-printable

            Reporting-MTA: dns; mx.example.org

            Final-Recipient: utf-8; j=C3=B6rg@example.org
            Action: failed
            Status: 5=2E1.1

            --x
            Content-Type: {type}
            Content-Transfer-Encoding: {encoding}

            {content}

            --x--
            """;
        var report = InboundReport.Read(Encoding.UTF8.GetBytes(message));
        Assert.Equal((ReportKind.Bounce, "5.1.1"), (report.Kind, report.Status));
        Assert.Equal(["bounces+1@lake.example"], report.Addresses);
    }

    [Fact]
    public void What_can_not_be_decoded_is_missing() =>
        Assert.Equal(ReportKind.Notice, InboundReport.Read("Content-Type: message/global-delivery-status\nContent-Transfer-Encoding: base64\n\n***\n"u8).Kind);
}
