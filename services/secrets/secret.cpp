#include "services/secrets/secret.h"

#include <openssl/crypto.h>

namespace gatehouse::secrets {

Secret::Secret(std::string_view bytes)
    : m_bytes(bytes.begin(), bytes.end())
{
}

Secret::Secret(std::string &&bytes)
    : m_bytes(bytes.begin(), bytes.end())
{
    OPENSSL_cleanse(bytes.data(), bytes.size());
    bytes.clear();
}

Secret::Secret(Secret &&other) noexcept = default; // a vector's bytes stay where they are

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::move(other.m_bytes);
    }
    return *this;
}

Secret::~Secret()
{
    wipe();
}

void Secret::wipe()
{
    OPENSSL_cleanse(m_bytes.data(), m_bytes.size());
    m_bytes.clear();
}

} // namespace gatehouse::secrets
