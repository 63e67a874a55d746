#include "ui/collection/popupeditor.h"

#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace gatehouse::ui {

namespace size = widgets::size;

PopupEditor::PopupEditor(const QString &name, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_name(name)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(name + QStringLiteral("Editor"));
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::StyledPanel);
    setMinimumWidth(260);
    m_column->setContentsMargins(size::panePadding, size::panePadding, size::panePadding,
                                 size::panePadding);
    m_column->setSpacing(size::gapControls);
}

void PopupEditor::addButtons(const QString &applyText)
{
    m_problem = new QLabel(this);
    m_problem->setObjectName(m_name + QStringLiteral("Problem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto *apply = new QPushButton(applyText, this);
    apply->setObjectName(m_name + QStringLiteral("Apply"));
    apply->setDefault(true);
    connect(apply, &QPushButton::clicked, this, [this] { this->apply(); });
    auto *cancel = new QPushButton(tr("Cancel"), this);
    connect(cancel, &QPushButton::clicked, this, &QWidget::close);
    auto *row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(cancel);
    row->addWidget(apply);
    m_column->addWidget(m_problem);
    m_column->addLayout(row);
}

void PopupEditor::popupBelow(QWidget *anchor)
{
    adjustSize();
    QPoint place = anchor->mapToGlobal(QPoint(0, anchor->height() + 4));
    if (isRightToLeft())
        place.rx() += anchor->width() - width();
    if (const QScreen *screen = anchor->screen()) {
        const QRect room = screen->availableGeometry();
        place.setX(
            std::clamp(place.x(), room.left(), std::max(room.left(), room.right() - width())));
    }
    move(place);
    show();
    if (QWidget *first = focusProxy())
        first->setFocus();
}

void PopupEditor::sayProblem(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->show();
    adjustSize();
}

void PopupEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        apply();
    else if (event->key() == Qt::Key_Escape)
        close();
    else
        QFrame::keyPressEvent(event);
}

} // namespace gatehouse::ui
