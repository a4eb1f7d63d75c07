#!/usr/bin/env bash
# Asks the package feed once whether it has all of NuGet, and notes the answer in artifacts/feed.props for every build:
# "full", or "limited" where some packages are missing (docs/decisions/0001-two-package-feeds.md).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
props="$root/artifacts/feed.props"
[ -f "$props" ] && exit 0

mkdir -p "$root/artifacts"
probe=$(mktemp -d)
trap 'rm -rf "$probe"' EXIT
version() { sed -n "s/.*Include=\"$1\" Version=\"\([^\"]*\)\".*/\1/p" "$root/Directory.Packages.props"; }
cat > "$probe/probe.csproj" << PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <NuGetAudit>false</NuGetAudit>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="MongoDB.Driver" Version="$(version MongoDB.Driver)" />
    <PackageReference Include="OpenTelemetry.Extensions.Hosting" Version="$(version OpenTelemetry.Extensions.Hosting)" />
    <PackageReference Include="MassTransit.RabbitMQ" Version="$(version MassTransit.RabbitMQ)" />
    <PackageReference Include="Testcontainers.RabbitMq" Version="$(version Testcontainers.RabbitMq)" />
  </ItemGroup>
</Project>
PROJECT

if timeout 120 dotnet restore "$probe/probe.csproj" --nologo --verbosity quiet > /dev/null 2>&1; then feed=full; else feed=limited; fi
cat > "$props" << PROPS
<Project>
  <PropertyGroup>
    <PackageFeed Condition="'\$(PackageFeed)' == ''">$feed</PackageFeed>
  </PropertyGroup>
</Project>
PROPS
echo "The package feed is $feed." >&2
