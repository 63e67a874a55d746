#include "tests/support/certificates.h"

#include <QByteArray>
#include <QFile>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

namespace gatehouse::test {

namespace {

struct KeyFreer
{
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
};
struct CertificateFreer
{
    void operator()(X509 *certificate) const { X509_free(certificate); }
};
using Key = std::unique_ptr<EVP_PKEY, KeyFreer>;
using Certificate = std::unique_ptr<X509, CertificateFreer>;

constexpr long day = 24L * 3600;

void require(bool holds)
{
    if (!holds)
        qFatal("the test's certificates cannot be made");
}

void addExtension(X509 *certificate, X509 *issuer, int id, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, id, value.constData());
    require(extension && X509_add_ext(certificate, extension, -1) == 1);
    X509_EXTENSION_free(extension);
}

Certificate unsignedCertificate(const QString &name, EVP_PKEY *key, bool isExpired)
{
    Certificate certificate(X509_new());
    std::uint64_t serial = 0;
    require(RAND_bytes(reinterpret_cast<unsigned char *>(&serial), sizeof serial) == 1);
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate.get()), serial >> 1U);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), isExpired ? -20 * day : -day);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), isExpired ? -10 * day : 90 * day);
    X509_set_pubkey(certificate.get(), key);
    const QByteArray text = name.toUtf8();
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char *>(text.constData()),
                               int(text.size()), -1, 0);
    return certificate;
}

void write(const QString &path, const auto &into)
{
    BIO *memory = BIO_new(BIO_s_mem());
    into(memory);
    char *data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    QFile file(path);
    require(file.open(QIODevice::WriteOnly)
            && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
            && file.write(data, size) == size);
    BIO_free(memory);
}

void writeCertificate(const QString &path, X509 *certificate)
{
    write(path, [&](BIO *memory) { PEM_write_bio_X509(memory, certificate); });
}

} // namespace

struct Authority::Private
{
    QString folder;
    QString name;
    Key key{EVP_EC_gen("P-256")};
    Certificate certificate;
};

Authority::Authority(QString folder, const QString &name)
    : d(std::make_unique<Private>())
{
    d->folder = std::move(folder);
    d->name = name;
    d->certificate = unsignedCertificate(name, d->key.get(), false);
    X509 *own = d->certificate.get();
    X509_set_issuer_name(own, X509_get_subject_name(own));
    addExtension(own, own, NID_basic_constraints, "critical,CA:TRUE");
    addExtension(own, own, NID_key_usage, "critical,keyCertSign,cRLSign");
    require(X509_sign(own, d->key.get(), EVP_sha256()) > 0);
    writeCertificate(file(), own);
}

Authority::~Authority() = default;

QString Authority::file() const
{
    return d->folder + u'/' + d->name + QStringLiteral(".ca.pem");
}

CertificateFiles Authority::issue(const QString &fileName, const CertificateWish &wish) const
{
    const Key key(EVP_EC_gen("P-256"));
    const Certificate issued = unsignedCertificate(fileName, key.get(), wish.isExpired);
    X509_set_issuer_name(issued.get(), X509_get_subject_name(d->certificate.get()));
    QStringList names;
    for (const QString &name : wish.names)
        names += QStringLiteral("DNS:") + name;
    for (const QString &address : wish.addresses)
        names += QStringLiteral("IP:") + address;
    if (!names.isEmpty())
        addExtension(issued.get(), d->certificate.get(), NID_subject_alt_name,
                     names.join(u',').toUtf8());
    require(X509_sign(issued.get(), d->key.get(), EVP_sha256()) > 0);
    const QString path = d->folder + u'/' + fileName;
    CertificateFiles files{path + QStringLiteral(".pem"), path + QStringLiteral(".key")};
    writeCertificate(files.certificate, issued.get());
    write(files.key, [&](BIO *memory) {
        PEM_write_bio_PrivateKey(memory, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
    return files;
}

} // namespace gatehouse::test
