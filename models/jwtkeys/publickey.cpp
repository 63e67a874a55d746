#include "models/jwtkeys/publickey.h"

#include "services/signing/jwk.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace gatehouse::jwtkeys {

namespace {

struct PublicKeyTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::jwtkeys::PublicKey)
};

Error unusable(const std::string &why)
{
    return {ErrorKind::Invalid,
            PublicKeyTexts::tr("The gateway's public key cannot be read. Is it a gateway of "
                               "another version?"),
            QString::fromStdString(why),
            {}};
}

} // namespace

Result<QString> jwkOf(const QString &algorithm, const QString &publicPem)
{
    const auto known = signing::jwtAlgorithmOf(algorithm.toStdString());
    if (!known)
        return failure(unusable("unknown algorithm"));
    const auto key = signing::AsymmetricKey::fromPublicPem(*known, publicPem.toStdString());
    if (!key)
        return failure(unusable(key.error()));
    const auto jwk = QJsonDocument::fromJson(QByteArray::fromStdString(signing::publicJwk(*key)));
    return QString::fromUtf8(jwk.toJson(QJsonDocument::Indented)).trimmed();
}

} // namespace gatehouse::jwtkeys
