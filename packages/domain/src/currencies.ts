/** Minor units other than two, by ISO 4217 code (amendment 176 and the codes withdrawn since 2007). */
const OTHER_DIGITS: Readonly<Record<string, string>> = {
  0: 'BIF BYR CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

const TWO_DIGITS =
  'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF ' +
  'CHE CHF CHW CNY COP COU CRC CUC CUP CVE CYP CZK DKK DOP DZD EEK EGP ERN ETB EUR FJD FKP GBP GEL GHC GHS GIP ' +
  'GMD GTQ GWP GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL LTL LVL ' +
  'MAD MDL MGA MKD MMK MNT MOP MRO MRU MTL MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP ' +
  'PKR PLN QAR RON RSD RUB SAR SBD SCR SDD SDG SEK SGD SHP SIT SKK SLE SLL SOS SRD SSP STD STN SVC SYP SZL THB ' +
  'TJS TMM TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VEB VED VEF VES WST XCD XCG YER ZAR ZMK ZMW ZWD ZWG ZWL ZWR';

const digitsByCode: ReadonlyMap<string, number> = new Map([
  ...TWO_DIGITS.split(' ').map((code): [string, number] => [code, 2]),
  ...Object.entries(OTHER_DIGITS).flatMap(([digits, codes]) =>
    codes.split(' ').map((code): [string, number] => [code, Number(digits)]),
  ),
]);

/** Every ISO 4217 code the fund may hold, sorted; precious metals, test and "no currency" codes are not money here. */
export const CURRENCIES: readonly string[] = [...digitsByCode.keys()].sort();

/** True for a code of the closed table; case matters. */
export function isCurrency(code: string): boolean {
  return digitsByCode.has(code);
}

/** Decimals of a currency's minor unit (USD 2, JPY 0, KWD 3); throws RangeError for a code outside the table. */
export function minorUnitDigits(currency: string): number {
  const digits = digitsByCode.get(currency);
  if (digits === undefined) throw new RangeError(`Unknown currency: ${currency.slice(0, 12)}`);
  return digits;
}
