#include "ui/pages/jwtkeys/publickeytab.h"

#include "models/jwtkeys/publickey.h"
#include "ui/widgets/codeblock.h"
#include "ui/widgets/columnscroll.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/wrappinglabel.h"

#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
namespace size = widgets::size;

PublicKeyTab::PublicKeyTab(AdminClient &api, QWidget *parent)
    : ReadingTab(u"id"_s, Again::Keep, parent)
    , m_api(api)
{
    auto *page = new QWidget(this);
    page->setBackgroundRole(QPalette::Base);
    m_pem = new widgets::CodeBlock(page);
    m_pem->setObjectName(u"publicKeyPem"_s);
    m_jwk = new widgets::CodeBlock(page);
    m_jwk->setObjectName(u"publicKeyJwk"_s);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(size::panePadding, size::panePadding, size::panePadding,
                               size::panePadding);
    layout->setSpacing(size::panePadding);
    layout->addWidget(widgets::makeWrappingLabel(
        tr("The gateway publishes the keys that are valid now at /.well-known/jwks.json."), page));
    layout->addWidget(m_pem);
    layout->addWidget(m_jwk);
    layout->addStretch();
    setContent(widgets::makeColumnScroll(page, title(), this));
    reset();
}

QString PublicKeyTab::title() const
{
    return tr("Public key");
}

void PublicKeyTab::read(const Uuid &id)
{
    wait(m_api.get(u"jwt-keys/"_s + QString::fromStdString(id.toString())),
         [this](const QJsonObject &key) { showKey(key); });
}

void PublicKeyTab::reset()
{
    m_pem->hide();
    m_jwk->hide();
}

void PublicKeyTab::showKey(const QJsonObject &key)
{
    const QString pem = key["public_key"_L1].toString().trimmed();
    m_pem->setCode(tr("PEM"), pem);
    m_pem->show();
    const Result<QString> jwk = jwtkeys::jwkOf(key["algorithm"_L1].toString(), pem);
    if (!jwk)
        return warn(jwk.error().message, jwk.error().detail);
    m_jwk->setCode(tr("JSON Web Key"), *jwk);
    m_jwk->show();
}

} // namespace gatehouse::ui
