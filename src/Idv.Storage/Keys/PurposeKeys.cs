using System.Security.Cryptography;
using System.Text;

namespace Idv.Storage.Keys;

/// <summary>
/// Keys for data that lie outside the database, such as galleries: derived from the master keys by HKDF-SHA256 (RFC 5869) with the
/// purpose as context, so that no two purposes share a key and the master keys themselves leave this project never.
/// </summary>
public sealed class PurposeKeys
{
    private readonly MasterKeyFile _master;
    private readonly byte[] _purpose;

    private PurposeKeys(MasterKeyFile master, string purpose)
    {
        _master = master;
        _purpose = Encoding.UTF8.GetBytes("idv:" + purpose);
    }

    /// <summary>The id of the master key that new data are to be sealed under.</summary>
    public string CurrentKeyId => _master.ActiveId;

    /// <summary>Opens the master key file, or creates it where the options allow that.</summary>
    /// <param name="options">Where the file is.</param>
    /// <param name="purpose">What the keys are for.</param>
    /// <exception cref="MasterKeyException">The file is missing and must not be created.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static PurposeKeys Open(StorageOptions options, string purpose)
    {
        if (File.Exists(options.MasterKeyPath))
        {
            return new PurposeKeys(MasterKeyFile.Open(options.MasterKeyPath), purpose);
        }

        if (!options.CreateMasterKey)
        {
            throw new MasterKeyException("any", $"The master key file {options.MasterKeyPath} does not exist. Restore it, or set Storage:MasterKeyFile.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(options.MasterKeyPath))!);
        return new PurposeKeys(MasterKeyFile.Create(options.MasterKeyPath), purpose);
    }

    /// <summary>Writes the key that belongs to a master key; false when that master key is not at hand.</summary>
    /// <param name="keyId">The master key's id.</param>
    /// <param name="key">Receives the key, 32 bytes.</param>
    public bool TryDerive(string keyId, Span<byte> key)
    {
        if (_master.Find(keyId) is not { } master)
        {
            return false;
        }

        HKDF.DeriveKey(HashAlgorithmName.SHA256, master, key, salt: default, _purpose);
        return true;
    }
}
