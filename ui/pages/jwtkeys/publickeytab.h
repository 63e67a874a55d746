#pragma once

#include "services/admin_api/adminclient.h"
#include "ui/pages/tabs/readingtab.h"

namespace gatehouse::widgets {
class CodeBlock;
} // namespace gatehouse::widgets

namespace gatehouse::ui {

/// The public half of a key, to copy: as PEM, and as the JSON Web Key that the gateway publishes
/// while the key is valid.
///
/// Object names: publicKeyPem, publicKeyJwk.
class PublicKeyTab final : public ReadingTab
{
    Q_OBJECT

public:
    /// `api` outlives it.
    PublicKeyTab(AdminClient &api, QWidget *parent);

    QString title() const override;

protected:
    void read(const Uuid &id) override;
    void reset() override;

private:
    void showKey(const QJsonObject &key);

    AdminClient &m_api;
    widgets::CodeBlock *m_pem;
    widgets::CodeBlock *m_jwk;
};

} // namespace gatehouse::ui
