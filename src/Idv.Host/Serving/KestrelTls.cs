using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Idv.Host.Settings;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Idv.Host.Serving;

/// <summary>TLS and mutual TLS of https addresses.</summary>
internal static class KestrelTls
{
    /// <summary>Sets the certificate and, where an authority is given, demands client certificates of it.</summary>
    /// <exception cref="SettingsException">A file cannot be read or does not hold what it should.</exception>
    public static void Configure(KestrelServerOptions kestrel, TlsSettings settings)
    {
        if (settings.CertificateFile is not { } file)
        {
            return;
        }

        var certificate = Load(file, settings);
        var authorities = settings.ClientAuthorityFile is { } authorityFile ? LoadAuthorities(authorityFile) : null;
        kestrel.ConfigureHttpsDefaults(https =>
        {
            https.ServerCertificate = certificate;
            if (authorities is not null)
            {
                https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                https.ClientCertificateValidation = (client, _, _) => IsOf(client, authorities);
            }
        });
    }

    private static X509Certificate2 Load(string file, TlsSettings settings)
    {
        var password = settings.Password is { } secret ? Secret.Resolve(secret, "Server:Tls:Password") : null;
        try
        {
            if (settings.KeyFile is null)
            {
                return X509CertificateLoader.LoadPkcs12FromFile(file, password);
            }

            return password is null
                ? X509Certificate2.CreateFromPemFile(file, settings.KeyFile)
                : X509Certificate2.CreateFromEncryptedPemFile(file, password, settings.KeyFile);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new SettingsException(
                $"The setting 'Server:Tls:CertificateFile' ({file}) cannot be used: it must be a PEM certificate with Server:Tls:KeyFile, or a PKCS #12 file with Server:Tls:Password.");
        }
    }

    private static X509Certificate2Collection LoadAuthorities(string file)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new SettingsException($"The setting 'Server:Tls:ClientAuthorityFile' ({file}) cannot be read as PEM.");
        }

        return authorities.Count > 0 ? authorities : throw new SettingsException($"The setting 'Server:Tls:ClientAuthorityFile' ({file}) holds no certificate.");
    }

    private static bool IsOf(X509Certificate2 client, X509Certificate2Collection authorities)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);

        // An appliance without a network cannot ask for revocations; the authority's short lifetimes stand in for it.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(client);
    }
}
