namespace Idv.Documents.Mrz;

/// <summary>The kinds of machine-readable zone that <see cref="MrzParser"/> reads and <see cref="MrzComposer"/> writes.</summary>
public enum MrzFormat
{
    /// <summary>Card of size TD1: three lines of 30 characters (ICAO Doc 9303-5).</summary>
    Td1,

    /// <summary>Card of size TD2: two lines of 36 characters (ICAO Doc 9303-6).</summary>
    Td2,

    /// <summary>Passport and other documents of size TD3: two lines of 44 characters (ICAO Doc 9303-4).</summary>
    Td3,

    /// <summary>Full-size visa, MRV-A: two lines of 44 characters, without a composite check digit (ICAO Doc 9303-7).</summary>
    MrvA,

    /// <summary>Small visa, MRV-B: two lines of 36 characters, without a composite check digit (ICAO Doc 9303-7).</summary>
    MrvB,

    /// <summary>French national identity card of 1994 to 2021: two lines of 36 characters in a national layout.</summary>
    FrenchIdCard,

    /// <summary>Swiss or Liechtenstein driving licence: lines of 9, 30 and 30 characters, without check digits.</summary>
    SwissDrivingLicence,

    /// <summary>Driving licence of the European Union: one line of 30 characters in the layout that France issues.</summary>
    EuDrivingLicence,
}
