#include "services/signing/base64.h"

#include <QByteArray>

namespace gatehouse::signing {

namespace {

constexpr auto standardBase64 = QByteArray::Base64Encoding;
constexpr auto urlBase64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

std::string encodeBase64(std::string_view bytes, QByteArray::Base64Options options)
{
    return QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size()))
        .toBase64(options)
        .toStdString();
}

/// Qt's decoder lets padding and spare bits pass; writing the bytes again finds every such text.
std::optional<std::string> decodeBase64(std::string_view text, QByteArray::Base64Options options)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size())),
        options | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return std::nullopt;
    std::string bytes = (*decoded).toStdString();
    if (encodeBase64(bytes, options) != text)
        return std::nullopt;
    return bytes;
}

} // namespace

std::string toBase64(std::string_view bytes)
{
    return encodeBase64(bytes, standardBase64);
}

std::optional<std::string> fromBase64(std::string_view text)
{
    return decodeBase64(text, standardBase64);
}

std::string toBase64Url(std::string_view bytes)
{
    return encodeBase64(bytes, urlBase64);
}

std::optional<std::string> fromBase64Url(std::string_view text)
{
    return decodeBase64(text, urlBase64);
}

} // namespace gatehouse::signing
