#include "ui/pages/secrets/runbookview.h"

#include "models/secrets/rotationwords.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace gatehouse::ui {

using widgets::TextSize;
using widgets::Weight;
namespace size = widgets::size;

RunbookView::RunbookView(QWidget *parent)
    : QWidget(parent)
    , m_lines(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("runbook"));
    m_lines->setContentsMargins(size::panePadding, size::panePadding, size::panePadding,
                                size::panePadding);
    m_lines->setSpacing(size::gapControls);
}

void RunbookView::setSource(const QString &source, bool isRotating)
{
    if (source == m_source && isRotating == m_isRotating)
        return;
    m_source = source;
    m_isRotating = isRotating;
    while (QLayoutItem *item = m_lines->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    fill();
}

void RunbookView::fill()
{
    const QStringList steps = secrets::runbook(m_source);
    addText(tr("Runbook: %1").arg(secrets::providerName(m_source)), true, false);
    for (int at = 0; at < steps.size(); ++at) {
        const bool isNow = m_isRotating && at == secrets::waitingStep(m_source);
        addText(tr("%1. %2", "a numbered step").arg(at + 1).arg(steps[at]), isNow, !isNow);
    }
    addText(tr("If it goes wrong"), true, false);
    addText(tr("Roll back makes the former version active again at once. The newer one stays valid "
               "until you retire it."),
            false, false);
    addText(tr("Every step is in the ledger."), false, true);
    m_lines->addStretch();
}

void RunbookView::addText(const QString &text, bool isBold, bool isMuted)
{
    auto *label = new QLabel(text, this);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(widgets::uiFont(isMuted ? TextSize::Small : TextSize::Body,
                                   isBold ? Weight::Bold : Weight::Normal));
    if (isMuted)
        label->setForegroundRole(QPalette::PlaceholderText);
    m_lines->addWidget(label);
}

} // namespace gatehouse::ui
