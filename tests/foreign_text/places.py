"""Where widgets are given what they show, by the name of what is called or assigned."""

# Callee: positions and keywords that are shown. ``*`` stands for all positions.
SHOWN: dict[str, tuple[str | int, ...]] = {
    "Static": (0, "content"),
    "Label": (0, "content"),
    "Button": (0, "label", "tooltip"),
    "Checkbox": (0, "label", "tooltip"),
    "RadioButton": (0, "label", "tooltip"),
    "Option": (0, "prompt"),
    "Selection": (0, "prompt"),
    "Tab": (0, "label"),
    "TabPane": (0, "title"),
    "Collapsible": ("title",),
    "Link": (0, "text", "tooltip"),
    "Digits": (0, "value"),
    "Tooltip": (0,),
    "Markdown": (0, "markdown"),
    "MenuItem": (0, "label"),
    "Tabs": ("*",),
    "OptionList": ("*",),
    "RadioSet": ("*",),
    "Select": (0, "options", "prompt"),
    "SelectionList": ("*",),
    "Content": (0,),
    "Text": (0,),
    "assemble": ("*",),
    "styled": (0,),
    "update": (0, "content"),
    "write": (0, "content"),
    "write_line": (0,),
    "add_row": ("*", "label"),
    "add_column": (0, "label"),
    "add_columns": ("*",),
    "update_cell": (2, "value"),
    "update_cell_at": (1, "value"),
    "add_option": (0,),
    "add_options": (0,),
    "set_options": (0,),
    "add_leaf": (0, "label"),
    "set_label": (0,),
    "replace_option_prompt": (1,),
    "with_tooltip": (0,),
    "notify": (0, "title"),
    "Input": (0, "value", "placeholder"),
    "TextArea": (0, "text", "placeholder"),
}
# A widget that shows strings as they are needs them only cleaned.
LITERAL = {"Input", "TextArea", "notify", "Content", "Text", "assemble", "styled"}
PAIRS = {"Select", "SelectionList", "set_options"}
ASSIGNED = {"border_title", "border_subtitle", "tooltip", "label", "prompt"}
ASSIGNED_LITERAL = {"placeholder", "title", "sub_title"}
