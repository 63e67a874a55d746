#pragma once

#include <QString>
#include <QStringList>

#include <memory>

namespace gatehouse::test {

struct CertificateWish
{
    QStringList names = {QStringLiteral("localhost")}; ///< DNS names
    QStringList addresses = {QStringLiteral("127.0.0.1")};
    bool isExpired = false;
};

/// Files in PEM form; the key is its owner's alone, as libpq demands.
struct CertificateFiles
{
    QString certificate, key;
};

/// A certificate authority of a test, with an EC key. Its files are in `folder`, which exists and
/// outlives them.
class Authority
{
public:
    Authority(QString folder, const QString &name);
    ~Authority();

    /// Its own certificate, for who is to trust it.
    QString file() const;
    /// Its files are named after the first name, so each is issued once.
    CertificateFiles issue(const QString &fileName, const CertificateWish &wish = {}) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::test
