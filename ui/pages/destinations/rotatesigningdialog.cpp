#include "ui/pages/destinations/rotatesigningdialog.h"

#include "services/core/random.h"
#include "ui/pages/secrets/hoursfield.h"
#include "ui/widgets/copyfeedback.h"
#include "ui/widgets/iconset.h"

#include <QCheckBox>
#include <QPushButton>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t secretBytes = 32;

} // namespace

RotateSigningDialog::RotateSigningDialog(const QString &destination, const Environment &environment,
                                         QWidget *parent)
    : ActionDialog(askingReason(tr("Rotate")), tr("signing secret"), destination, environment,
                   parent)
    , m_secret(QString::fromStdString(randomHex(secretBytes)))
    , m_ready(new QCheckBox(tr("The receiver accepts the new one and the old one"), this))
    , m_overlap(makeHoursField(1, this))
{
    addText(tr("A new secret was made. Copy it to the receiver now: in WordPress it becomes the "
               "gateway's secret, and the old one its previous secret."));
    auto *copy = new QPushButton(widgets::icon(u"edit-copy"_s), tr("Copy the new secret"), this);
    copy->setObjectName(u"copySigning"_s);
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this,
            [this, copy] { widgets::copySecretFrom(copy, m_secret); });
    addField({}, copy);
    m_ready->setObjectName(u"receiverReady"_s);
    addField({}, m_ready);
    addField(tr("The old one is kept for a way back for"), m_overlap);
    connect(m_ready, &QCheckBox::toggled, this, [this](bool ready) { setReady(ready); });
    setReady(false);
}

QJsonObject RotateSigningDialog::body() const
{
    return {{u"signing_secret"_s, m_secret},
            {u"overlap_seconds"_s, m_overlap->value() * 3600},
            {u"reason"_s, reason()}};
}

void RotateSigningDialog::done(int result)
{
    ActionDialog::done(result);
    m_secret.fill(u' ');
    m_secret.clear();
}

} // namespace gatehouse::ui
