#include "ui/shell/sidebarfoot.h"

#include "ui/shell/sidebarbutton.h"
#include "ui/widgets/iconset.h"

#include <QVBoxLayout>

namespace gatehouse::ui {

SidebarFoot::SidebarFoot(QWidget *parent)
    : QWidget(parent)
    , m_settings(
          makeButton(QStringLiteral("settingsButton"), tr("Settings"), QStringLiteral("configure")))
    , m_shortcuts(makeButton(QStringLiteral("shortcutsButton"), tr("Shortcuts"),
                             QStringLiteral("help-keybord-shortcuts")))
{
    m_settings->setPopupMode(QToolButton::InstantPopup);
    m_shortcuts->setKeys(QStringLiteral("?"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 8);
    layout->setSpacing(0);
    layout->addWidget(m_settings);
    layout->addWidget(m_shortcuts);
}

void SidebarFoot::setNarrow(bool narrow)
{
    m_settings->setNarrow(narrow);
    m_shortcuts->setNarrow(narrow);
}

SidebarButton *SidebarFoot::makeButton(const QString &name, const QString &text,
                                       const QString &iconName)
{
    auto *button = new SidebarButton(this);
    button->setObjectName(name);
    button->setText(text);
    button->setAccessibleName(text);
    button->setIcon(widgets::icon(iconName));
    return button;
}

} // namespace gatehouse::ui
