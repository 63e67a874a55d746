#include "ui/pages/secrets/addsecret.h"

#include "models/secrets/rotationwords.h"
#include "ui/collection/availability.h"
#include "ui/pages/secrets/newsecretdialog.h"
#include "ui/pages/secrets/rotatedialog.h"

namespace gatehouse::ui {

using secrets::Rotation;

AddSecret::AddSecret(const CollectionServices &services, QWidget *page)
    : QObject(page)
    , m_services(services)
    , m_page(page)
    , m_rotation(services.api)
{
    connect(&m_rotation, &Rotation::refused, this, [this](Error error) {
        error.message = secrets::refusalText(error);
        emit refused(tr("The secret was not added"), error);
    });
    connect(
        &m_rotation, &Rotation::rotated, this,
        [this](const QString &row, qint64 version, const QString &secret) {
            const QString subject =
                tr("%1, %2, version %3").arg(m_rotation.source(), m_rotation.tenant()).arg(version);
            if (!secret.isEmpty())
                (new NewSecretDialog(subject, secret, m_page))->open();
            emit added(row);
        });
}

void AddSecret::ask()
{
    if (!whyUnavailable(QStringLiteral("secrets"), m_services.actor()).isEmpty())
        return;
    auto *dialog = new RotateDialog(m_services.environment(), m_page);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_rotation.setTarget(dialog->source(), dialog->tenant());
        m_rotation.rotate(dialog->secret(), dialog->overlapSeconds(), dialog->reason());
    });
    dialog->open();
}

} // namespace gatehouse::ui
